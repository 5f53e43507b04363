// The texts that the host's sources make, read out of the sources themselves: each branch of a template, with "7" for what is only known
// when it runs.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** A text of more branches than this is cut: the first ones stand for it. */
const most = 96;
const unknown = '7';

export interface HostText {
  readonly file: string;
  readonly line: number;
  /** One for each branch. */
  readonly texts: readonly string[];
}

/** Of a file, or of all below a folder. */
export function hostTexts(path: string): HostText[] {
  if (statSync(path).isDirectory()) return readdirSync(path).flatMap((name) => hostTexts(join(path, name)));
  if (!path.endsWith('.ts')) return [];
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: HostText[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return;
    if (isText(node)) {
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      found.push({ file: path, line, texts: [...new Set(branches(node, 0))] });
      return;
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** A literal, a template, or such texts put together with "+". */
function isText(node: ts.Node): node is ts.Expression {
  if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) return true;
  return (
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind === ts.SyntaxKind.PlusToken &&
    (isText(node.left) || isText(node.right))
  );
}

function branches(node: ts.Expression, depth: number): string[] {
  if (ts.isParenthesizedExpression(node)) return branches(node.expression, depth);
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isConditionalExpression(node)) {
    return [...branches(node.whenTrue, depth), ...branches(node.whenFalse, depth)];
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken) {
    return [...branches(node.left, depth), ...branches(node.right, depth)];
  }
  if (ts.isTemplateExpression(node)) {
    return node.templateSpans.reduce<string[]>(
      (texts, { expression, literal }) => joined(joined(texts, branches(expression, depth)), [literal.text]),
      [node.head.text],
    );
  }
  if (isText(node) && ts.isBinaryExpression(node)) {
    return joined(branches(node.left, depth), branches(node.right, depth));
  }
  const constant = ts.isIdentifier(node) && depth < 4 ? constantOf(node) : null;
  return constant === null ? [unknown] : branches(constant, depth + 1);
}

function joined(starts: readonly string[], ends: readonly string[]): string[] {
  return starts.flatMap((start) => ends.map((end) => `${start}${end}`)).slice(0, most);
}

/** What a name of the block, or of the file, is a constant text for. */
function constantOf(name: ts.Identifier): ts.Expression | null {
  for (let at: ts.Node | undefined = name.parent; at; at = at.parent) {
    if (!ts.isBlock(at) && !ts.isSourceFile(at) && !ts.isCaseClause(at)) continue;
    for (const statement of at.statements) {
      if (!ts.isVariableStatement(statement)) continue;
      const own = statement.declarationList.declarations.find((one) => one.name.getText() === name.text);
      const text = own?.initializer;
      if (text && (isText(text) || ts.isConditionalExpression(text))) return text;
    }
  }
  return null;
}
