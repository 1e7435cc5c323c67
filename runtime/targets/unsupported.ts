import { parseSync } from 'oxc-parser';
import { globalNamed, membersNamed, staticOf } from './members.ts';
import { featureAt, lackedBy, type Targets } from './support.ts';
import { syntaxOf } from './syntax.ts';
import { type AnyNode, walk } from './walk.ts';

/** Something in a script that a target lacks. */
export interface Unsupported {
  /** `Promise.withResolvers`, `.union`, `javascript.statements.using`. */
  readonly use: string;
  /** The targets that lack it. */
  readonly lackedBy: readonly string[];
  /** Whether it is used only where it is there: `x.y?.()`, `x.y?.z`, `typeof y`, `const { y } = globalThis`. */
  readonly isGuarded: boolean;
  readonly line: number;
}

const GLOBALS: readonly string[] = ['globalThis', 'self', 'window'];
const FUNCTION = /Function|Method/;

/**
 * Finds syntax, globals, static members and members of any instance that a target lacks.
 *
 * A member of a name that several interfaces have counts as there if one of them has it in all targets.
 *
 * @param own - names that the app's own objects have: browsers' interfaces are not looked for below them.
 * @throws SyntaxError where the script cannot be read.
 */
export function findUnsupported(
  code: string,
  targets: Targets,
  own: ReadonlySet<string> = new Set(),
): Unsupported[] {
  const { program, errors } = parseSync('script.js', code);
  if (errors[0]) throw new SyntaxError(errors[0].message);
  const root = program as unknown as AnyNode;
  const declared = declaredIn(root);
  const found: Unsupported[] = [];
  const note = (node: AnyNode, above: readonly AnyNode[], use: string, lacking: readonly string[]): void => {
    if (lacking.length === 0) return;
    const line = code.slice(0, node.start).split('\n').length;
    found.push({ use, lackedBy: lacking, isGuarded: isGuarded(node, above), line });
  };
  walk(root, (node, above) => {
    const isInFunction = above.some(({ type }) => FUNCTION.test(type));
    for (const path of syntaxOf(node, isInFunction))
      note(node, above, path, lackedBy(featureAt(path), targets));
    if (node.type === 'Identifier' && isReference(node, above[0]) && !declared.has(String(node.name))) {
      const name = String(node.name);
      note(node, above, name, lackedBy(globalNamed(name), targets));
    }
    for (const [owner, name] of membersIn(node)) {
      const isStatic =
        owner !== undefined && !declared.has(owner) && globalNamed(owner) && /^[A-Z]/.test(owner);
      const isGlobal = owner !== undefined && GLOBALS.includes(owner) && globalNamed(name);
      if (isStatic) note(node, above, `${owner}.${name}`, lackedBy(staticOf(owner, name), targets));
      else if (isGlobal) note(node, above, name, lackedBy(globalNamed(name), targets));
      else {
        const lacking = membersNamed(name, own).map((feature) => lackedBy(feature, targets));
        const [fewest] = lacking.sort((a, b) => a.length - b.length);
        if (fewest) note(node, above, `.${name}`, fewest);
      }
    }
  });
  return found;
}

/** The names of what a script's own objects have: keys, members of classes, and what is assigned. */
export function ownNames(code: string): Set<string> {
  const names = new Set<string>();
  walk(parseSync('script.js', code).program as unknown as AnyNode, ({ type, key, left }, [parent]) => {
    const isOwn = /^(MethodDefinition|PropertyDefinition)$/.test(type) || parent?.type === 'ObjectExpression';
    const assigned = type === 'AssignmentExpression' ? (left as AnyNode).property : undefined;
    for (const name of [isOwn && key, assigned]) if (name) names.add(String((name as AnyNode).name));
  });
  return names;
}

/** Every name that the script itself gives to something, wherever: a name of a browser's is not used twice. */
function declaredIn(root: AnyNode): Set<string> {
  const names = new Set<string>();
  const add = (pattern: unknown): void =>
    walk(pattern as AnyNode, ({ type, name }) => void (type === 'Identifier' && names.add(String(name))));
  walk(root, (node) => {
    if (node.type === 'VariableDeclarator') add(node.id);
    if (FUNCTION.test(node.type))
      for (const param of (node.params as AnyNode[] | undefined) ?? []) add(param);
    if (/^(Class|Function)/.test(node.type) && node.id) add(node.id);
    if (/^Import.*Specifier$/.test(node.type)) add(node.local);
    if (node.type === 'CatchClause' && node.param) add(node.param);
  });
  return names;
}

/** Whether an identifier is looked up, and is not the name of a property or a label. */
function isReference(node: AnyNode, parent: AnyNode | undefined): boolean {
  if (!parent) return false;
  if (parent.type === 'MemberExpression') return parent.object === node || parent.computed === true;
  if (/^(Property|MethodDefinition|PropertyDefinition|AccessorProperty)$/.test(parent.type))
    return parent.value === node || parent.computed === true;
  return !/^(Labeled|Break|Continue|MetaProperty|Export|Import)/.test(parent.type);
}

/** The members that a node looks up: the name of what has them, where it is one, and their own. */
function membersIn(node: AnyNode): [owner: string | undefined, name: string][] {
  if (node.type === 'MemberExpression') {
    const property = node.property as AnyNode;
    const name = node.computed ? property.value : property.name;
    const isName = typeof name === 'string' && property.type !== 'PrivateIdentifier';
    return isName ? [[ownerOf(node.object as AnyNode), name]] : [];
  }
  const isPattern = node.type === 'VariableDeclarator' && (node.id as AnyNode).type === 'ObjectPattern';
  if (!isPattern || !node.init) return [];
  const owner = ownerOf(node.init as AnyNode);
  if (!owner) return [];
  return ((node.id as AnyNode).properties as AnyNode[]).flatMap(({ key }) => {
    const name = (key as AnyNode | undefined)?.name;
    return typeof name === 'string' ? [[owner, name] as [string, string]] : [];
  });
}

/** `Promise` of `Promise` and of `globalThis.Promise`. */
function ownerOf(node: AnyNode): string | undefined {
  if (node.type === 'Identifier') return String(node.name);
  const isGlobal =
    node.type === 'MemberExpression' && GLOBALS.includes(String((node.object as AnyNode).name));
  return isGlobal ? ((node.property as AnyNode).name as string | undefined) : undefined;
}

function isGuarded(node: AnyNode, [parent]: readonly AnyNode[]): boolean {
  if (parent?.type === 'UnaryExpression') return parent.operator === 'typeof';
  // What is missing of the global object itself is undefined.
  if (node.type === 'VariableDeclarator') return GLOBALS.includes(ownerOf(node.init as AnyNode) ?? '');
  if (node.type !== 'MemberExpression') return false;
  if (parent?.type === 'CallExpression') return parent.callee === node && parent.optional === true;
  return parent?.type === 'MemberExpression' && parent.object === node && parent.optional === true;
}
