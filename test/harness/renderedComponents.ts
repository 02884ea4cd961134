/** What is read of React's tree. Internal to React: the same fields that its developer tools read. */
interface Fiber {
	readonly alternate: Fiber | null;
	readonly child: Fiber | null;
	readonly sibling: Fiber | null;
	readonly flags: number;
	readonly type: unknown;
	readonly stateNode: unknown;
}

/** The flag of a component that was rendered in the commit. */
const PERFORMED_WORK = 1;

/**
 * The names of the components that rendered in the last commit to a container. Call it in `onRender` of a `<Profiler>`
 * around everything in the container.
 */
export function renderedComponents(container: Element): readonly string[] {
	const root = rootFiberOf(container);
	return root ? renderedIn(root, root.alternate) : [];
}

function rootFiberOf(container: Element): Fiber | null {
	const name = Object.keys(container).find((key) => key.startsWith("__reactContainer$"));
	const fiber = name && (container as unknown as Readonly<Record<string, Fiber>>)[name];
	return fiber ? (fiber.stateNode as { readonly current: Fiber }).current : null;
}

function renderedIn(fiber: Fiber, before: Fiber | null): readonly string[] {
	const name = nameOf(fiber.type);
	const own = name !== null && (!before || fiber.flags & PERFORMED_WORK) ? [name] : [];
	// Where the children are the same object, React has not visited them: their flags are of an earlier commit.
	return before && fiber.child === before.child ? own : [...own, ...childrenOf(fiber).flatMap(renderedWith)];
}

const renderedWith = (child: Fiber) => renderedIn(child, child.alternate);

function childrenOf({ child }: Fiber): readonly Fiber[] {
	const children: Fiber[] = [];
	for (let next = child; next; next = next.sibling) children.push(next);
	return children;
}

/** The name of a component; null for an element, a context or a fragment. */
function nameOf(type: unknown): string | null {
	if (typeof type === "function") return type.name;
	const inner = typeof type === "object" && type !== null && "type" in type ? type.type : null;
	return inner ? nameOf(inner) : null;
}
