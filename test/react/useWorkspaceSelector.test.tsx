import { act, render, screen } from "@testing-library/react";
import { StrictMode } from "react";
import { expect, test } from "vitest";
import { useWorkspaceSelector, Workspace, WorkspaceProvider } from "../../src/index.ts";
import { useOptionalWorkspaceSelector } from "../../src/react/store.tsx";
import { createMemoryWorkspace } from "../../src/testing/index.ts";

const sameNames = (a: readonly string[], b: readonly string[]) => a.join() === b.join();

interface Counted {
	/** Called on each render. */
	onRender(): void;
}

/** Selects a fresh array and compares what is in it. */
function Compared({ prefix, onRender }: Counted & { readonly prefix: string }) {
	onRender();
	const names = useWorkspaceSelector((state) => state.participants.map(({ name }) => prefix + name), sameNames);
	return <output>{names.join(", ")}</output>;
}

/** Selects a fresh array and compares by identity. */
function Fresh({ onRender }: Counted) {
	onRender();
	return <p>{useWorkspaceSelector((state) => state.participants.map(({ name }) => name)).join(" and ")}</p>;
}

/** Selects a fresh array, and does not need a workspace. */
function Optional() {
	const names = useOptionalWorkspaceSelector((state) => state.participants.map(({ name }) => name));
	return <aside>{names?.join(" and ") ?? "nobody"}</aside>;
}

function renderNames() {
	const workspace = createMemoryWorkspace({ workspaceId: "acme/web" });
	const connect = workspace.connect({ userId: "ada", name: "Ada" });
	const renders = { compared: 0, fresh: 0 };
	const view = (prefix: string) => (
		<StrictMode>
			<WorkspaceProvider connect={() => connect} storage={null}>
				<Workspace workspaceId="acme/web">
					<Compared prefix={prefix} onRender={() => (renders.compared += 1)} />
					<Fresh onRender={() => (renders.fresh += 1)} />
					<Optional />
				</Workspace>
			</WorkspaceProvider>
		</StrictMode>
	);
	const { rerender } = render(view(""));
	return { workspace, renders, show: (prefix: string) => rerender(view(prefix)) };
}

test("a selector that returns a fresh array does not render in an endless loop", async () => {
	const { renders } = renderNames();
	expect(await screen.findByText("Ada", { selector: "p" })).toBeVisible();
	expect(renders.fresh).toBeLessThan(20);
});

test("a value that isEqual calls equal renders nothing", async () => {
	const { workspace, renders } = renderNames();
	await screen.findByText("Ada", { selector: "p" });
	const before = { ...renders };
	act(() => workspace.apply({ kind: "session", change: { title: "Another title" } }));
	await expect.poll(() => renders.fresh).toBeGreaterThan(before.fresh);
	expect(renders.compared).toBe(before.compared);
});

test("a selector that reads new props is applied at once", async () => {
	const { show } = renderNames();
	await screen.findByText("Ada", { selector: "output" });
	show("Dr. ");
	expect(screen.getByText("Dr. Ada")).toBeVisible();
});

test("an optional selector that returns a fresh array follows the workspace, and is null where there is none", async () => {
	renderNames();
	expect(await screen.findByText("Ada", { selector: "aside" })).toBeVisible();
	render(
		<StrictMode>
			<Optional />
		</StrictMode>,
	);
	expect(screen.getByText("nobody")).toBeVisible();
});
