/** The first stop of the Tab key: past the header, to what the page is about. */
export function SkipLink({ children, target = "main" }: { children: string; target?: string }) {
  return (
    <a href={`#${target}`} className="skip-link">
      {children}
    </a>
  );
}
