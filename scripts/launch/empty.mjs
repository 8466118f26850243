// Stands in for the package "server-only" where a program is bundled for Node.
export {};
