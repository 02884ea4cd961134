import { act, render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
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

test("a part outside of a workspace throws an error with a hint", () => {
	const quiet = vi.spyOn(console, "error").mockImplementation(() => {});
	expect(() => render(<Part />)).toThrow(expect.objectContaining({ code: "no_provider" }));
	quiet.mockRestore();
});

test.each([
	["without an address", undefined, /“web” has no endpoint/],
	["with an empty address", "", /endpoint is empty/],
	["with an address without a scheme", "localhost:6420", /endpoint is no address: “localhost:6420”/],
	["with the path of an address", "/api/rivet", /endpoint is no address: “\/api\/rivet”/],
])("a chat %s names the prop in its place, and the page goes on", async (_, endpoint, message) => {
	const quiet = vi.spyOn(console, "error").mockImplementation(() => {});
	const { container } = render(
		<main>
			<h1>The page</h1>
			<WorkspaceChat workspaceId="web" endpoint={endpoint} storage={null} />
		</main>,
	);
	await waitFor(() => expect(container).toHaveTextContent(message));
	expect(container).toHaveTextContent("The page");
	expect(container).toHaveTextContent("environment variable");
	expect(screen.queryByRole("button", { name: "Retry" })).not.toBeInTheDocument();
	quiet.mockRestore();
});

test("a host learns how the connection is, and each reason once", async () => {
	const workspace = createMemoryWorkspace();
	const [onStatusChange, onError] = [vi.fn(), vi.fn()];
	const connect = () => workspace.connect(ada);
	render(<WorkspaceChat workspaceId="web" storage={null} {...{ connect, onStatusChange, onError }} />);
	await waitFor(() => expect(onStatusChange).toHaveBeenLastCalledWith({ status: "connected" }));
	expect(onError).not.toHaveBeenCalled();
	const error = { code: "unauthenticated", message: "You are not signed in." } as const;
	act(() => workspace.refuseConnections(error));
	await waitFor(() => expect(onStatusChange).toHaveBeenLastCalledWith({ status: "refused", error }));
	expect(onError.mock.calls).toEqual([[error]]);
	const failed = { code: "sandbox_unreachable", message: "The sandbox does not answer." } as const;
	act(() => {
		workspace.restoreConnections();
		workspace.apply({ kind: "session", change: { state: { status: "failed", error: failed, retryAt: 1 } } });
	});
	await userEvent.click(await screen.findByRole("button", { name: "Retry" }));
	await waitFor(() => expect(onError.mock.calls).toEqual([[error], [failed]]));
	act(() => workspace.apply({ kind: "session", change: { state: { status: "failed", error: failed, retryAt: 2 } } }));
	await screen.findByText("The sandbox does not answer.");
	expect(onError).toHaveBeenCalledTimes(2);
});

function Alone({ connect }: { readonly connect: ConnectWorkspace }) {
	return <p>{useWorkspace("web", { connect: () => connect, storage: null }).loaded ? "here" : "wait"}</p>;
}

function Part() {
	return <p>{useTurn()?.state}</p>;
}
