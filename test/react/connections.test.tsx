import { act, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import type { ConnectWorkspace } from "../../src/core/index.ts";
import { Timeline, useTurn, useWorkspace, Workspace, WorkspaceChat, WorkspaceProvider } from "../../src/index.ts";
import { createMemoryWorkspace } from "../../src/testing/index.ts";
import { countConnections } from "./countConnections.ts";

const ada = { userId: "ada", name: "Ada" };

function Loaded({ workspaceId }: { readonly workspaceId: string }) {
	return <p>{useWorkspace(workspaceId).loaded ? `${workspaceId} is here` : "wait"}</p>;
}

afterEach(() => {
	vi.useRealTimers();
});

test("all components on one workspace share one connection, under StrictMode too", async () => {
	const { count, connect } = countConnections(createMemoryWorkspace().connect(ada));
	render(
		<WorkspaceProvider connect={() => connect} storage={null}>
			<Loaded workspaceId="web" />
			<Loaded workspaceId="web" />
			<WorkspaceChat workspaceId="web" />
			<Workspace workspaceId="web">
				<Timeline />
			</Workspace>
		</WorkspaceProvider>,
	);
	expect(await screen.findAllByText("web is here")).toHaveLength(2);
	expect(count).toEqual({ made: 1, open: 1 });
});

test("two workspaces have one connection each", async () => {
	const { count, connect } = countConnections(createMemoryWorkspace().connect(ada));
	render(
		<WorkspaceProvider connect={() => connect} storage={null}>
			<Loaded workspaceId="web" />
			<Loaded workspaceId="api" />
		</WorkspaceProvider>,
	);
	await screen.findByText("web is here");
	await screen.findByText("api is here");
	expect(count).toEqual({ made: 2, open: 2 });
});

test("the connection survives a quick remount, and closes a moment after the last component", async () => {
	vi.useFakeTimers({ shouldAdvanceTime: true });
	const { count, connect } = countConnections(createMemoryWorkspace().connect(ada));
	const show = (shown: boolean) => (
		<WorkspaceProvider connect={() => connect} storage={null}>
			{shown && <Loaded workspaceId="web" />}
		</WorkspaceProvider>
	);
	const { rerender } = render(show(true));
	await screen.findByText("web is here");
	rerender(show(false));
	rerender(show(true));
	expect(screen.getByText("web is here")).toBeVisible();
	await act(() => vi.advanceTimersByTimeAsync(2_000));
	expect(count).toEqual({ made: 1, open: 1 });

	rerender(show(false));
	await act(() => vi.advanceTimersByTimeAsync(2_000));
	expect(count).toEqual({ made: 1, open: 0 });
});

test("a new `getParams` or `connect` function on each render does not reconnect", async () => {
	const { count, connect } = countConnections(createMemoryWorkspace().connect(ada));
	const page = () => <WorkspaceChat workspaceId="web" connect={() => connect} getParams={() => ({})} storage={null} />;
	const { rerender } = render(page());
	await screen.findByText("What should we work on?");
	rerender(page());
	rerender(page());
	expect(count.made).toBe(1);
});

test("a hook without a provider needs a source", async () => {
	const { connect } = countConnections(createMemoryWorkspace().connect(ada));
	render(<Alone connect={connect} />);
	expect(await screen.findByText("here")).toBeVisible();
});

test.each([
	["a workspace without a provider", () => <WorkspaceChat workspaceId="web" />],
	["a part outside of a workspace", () => <Part />],
])("%s throws an error with a hint", (_, show) => {
	const quiet = vi.spyOn(console, "error").mockImplementation(() => {});
	expect(() => render(show())).toThrow(expect.objectContaining({ code: "no_provider" }));
	quiet.mockRestore();
});

function Alone({ connect }: { readonly connect: ConnectWorkspace }) {
	return <p>{useWorkspace("web", { connect: () => connect, storage: null }).loaded ? "here" : "wait"}</p>;
}

function Part() {
	return <p>{useTurn()?.state}</p>;
}
