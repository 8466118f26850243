// One line a finding: file:line:column, what is wrong, which rule.
import { relative } from "node:path";

const firstLine = (text) => text.split("\n").find((line) => line.trim() !== "") ?? "";

export default function format(results) {
  const lines = results.flatMap(({ filePath, messages }) =>
    messages.map((one) => `${relative(process.cwd(), filePath)}:${one.line ?? 0}:${one.column ?? 0} ${firstLine(one.message)} (${one.ruleId ?? "eslint"})`),
  );
  return lines.length === 0 ? "" : `${lines.join("\n")}\n${lines.length} findings\n`;
}
