// React makes a text node of its own for each text that is not the only child of its element. A browser's translator
// replaces these nodes, and then React throws when it removes them, or changes one that nobody sees. `npm run check`
// finds most of them in the source; this finds all that a test renders, also those that are gone at its end.

/** What is used of React's development build. */
interface Fiber {
	readonly type: unknown;
	readonly return: Fiber | null;
	/** Where the element was created. */
	readonly _debugStack?: Error | null;
}

/** Elements whose texts are checked are created in these files. */
const CHECKED_SOURCE = /\/src\/components\/[^\s:?]+/;

const found = new Set<string>();

/** Records the bare texts that React creates from now on. */
export function watchBareTexts(target: Document): void {
	const create = target.createTextNode;
	target.createTextNode = (data) => {
		const node = create.call(target, data);
		// React names the node's parents after it has created the node.
		queueMicrotask(() => record(node));
		return node;
	};
}

/** Throws if our components have created bare texts since the last call. */
export function expectNoBareTexts(): void {
	const texts = [...found];
	found.clear();
	if (texts.length === 0) return;
	throw new Error(
		`On a translated page these texts break React. Put each into an element of its own:\n${texts.join("\n")}`,
	);
}

function record(node: Text): void {
	const key = Object.keys(node).find((name) => name.startsWith("__reactFiber$"));
	if (key === undefined) return;
	const element = hostElement((node as unknown as Record<string, Fiber>)[key]);
	const [file] = CHECKED_SOURCE.exec(creationSite(element) ?? "") ?? [];
	if (file) found.add(`  "${node.data.slice(0, 60)}" in <${String(element?.type)}>, ${file}`);
}

function hostElement(fiber: Fiber | null | undefined): Fiber | null {
	let parent = fiber?.return ?? null;
	while (parent && typeof parent.type !== "string") parent = parent.return;
	return parent;
}

/** The first frame outside of React. */
function creationSite(element: Fiber | null): string | undefined {
	return element?._debugStack?.stack
		?.split("\n")
		.slice(1)
		.find((line) => !/node_modules|jsx-dev-runtime|react-stack|react_jsx/.test(line));
}
