// A function's own lines: those that no function inside it holds. A factory that returns small
// closures is small; a long body is long however it is written.
const isFunction = (node) =>
  node.type === "FunctionDeclaration" || node.type === "FunctionExpression" || node.type === "ArrowFunctionExpression";

export const ownLines = {
  meta: {
    type: "suggestion",
    schema: [{ type: "object", properties: { max: { type: "integer" } }, additionalProperties: false }],
    messages: { long: "This function has {{lines}} lines of its own; {{max}} is the most. Split it where there are two ideas." },
  },
  create(context) {
    const { max } = context.options[0];
    const source = context.sourceCode;
    const idle = new Set();
    source.lines.forEach((line, index) => line.trim() === "" && idle.add(index + 1));
    for (const comment of source.getAllComments()) {
      for (let line = comment.loc.start.line; line <= comment.loc.end.line; line += 1) {
        const text = source.lines[line - 1].trim();
        if (text.startsWith("//") || text.startsWith("/*") || text.startsWith("*") || text.startsWith("{/*")) idle.add(line);
      }
    }
    const stack = [];
    const enter = (node) => stack.push({ node, inner: new Set() });
    const leave = (node) => {
      const { inner } = stack.pop();
      const { start, end } = node.loc;
      let lines = 0;
      for (let line = start.line; line <= end.line; line += 1) if (!idle.has(line) && !inner.has(line)) lines += 1;
      if (lines > max) context.report({ node, messageId: "long", data: { lines, max } });
      const outer = stack.at(-1);
      // The line on which an inner function opens belongs to the outer one.
      if (outer) for (let line = start.line + 1; line <= end.line; line += 1) outer.inner.add(line);
    };
    const on = (node) => isFunction(node) && enter(node);
    const off = (node) => isFunction(node) && leave(node);
    return {
      FunctionDeclaration: on,
      FunctionExpression: on,
      ArrowFunctionExpression: on,
      "FunctionDeclaration:exit": off,
      "FunctionExpression:exit": off,
      "ArrowFunctionExpression:exit": off,
    };
  },
};
