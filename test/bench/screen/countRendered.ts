import { renderedComponents } from "../../harness/renderedComponents.ts";

interface DevtoolsHook {
	onCommitFiberRoot(): void;
}

/** Counts the components that render in a container from now on. The returned function stops, and returns the number. */
export function countRendered(container: Element): () => number {
	const { __REACT_DEVTOOLS_GLOBAL_HOOK__: hook } = window as unknown as Readonly<
		Record<"__REACT_DEVTOOLS_GLOBAL_HOOK__", DevtoolsHook>
	>;
	let count = 0;
	hook.onCommitFiberRoot = () => {
		count += renderedComponents(container).length;
	};
	return () => {
		hook.onCommitFiberRoot = () => undefined;
		return count;
	};
}

/** Runs before the page: React looks for its developer tools when it is loaded. */
export const DEVTOOLS_HOOK = `window.__REACT_DEVTOOLS_GLOBAL_HOOK__ = {
	supportsFiber: true,
	inject: () => 1,
	onCommitFiberRoot: () => undefined,
	onCommitFiberUnmount: () => undefined,
	onPostCommitFiberRoot: () => undefined,
	checkDCE: () => undefined,
};`;
