import { render, screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { expect, test } from "vitest";
import { type ConnectWorkspace, WorkspaceError } from "../../src/core/index.ts";
import { WorkspaceChat } from "../../src/index.ts";
import { createMemoryWorkspace } from "../../src/testing/index.ts";

/** Rejects the first prompt, as a full queue would. */
function refusingOnce(connect: ConnectWorkspace): ConnectWorkspace {
	let refused = false;
	return (listener) => {
		const connection = connect(listener);
		return {
			close: connection.close,
			call(action, request, options) {
				if (action !== "prompt" || refused) return connection.call(action, request, options);
				refused = true;
				const fault = { code: "queue_full", message: "The queue is full.", hint: "Wait for a turn to end." } as const;
				return Promise.reject(new WorkspaceError(fault));
			},
		};
	};
}

function renderRefusing() {
	const workspace = createMemoryWorkspace({ onPrompt: async ({ text }, agent) => agent.say(`Heard ${text}`) });
	const connect = () => refusingOnce(workspace.connect({ userId: "ada", name: "Ada", role: "owner" }));
	render(<WorkspaceChat workspaceId="memory" connect={connect} storage={null} />);
	return userEvent.setup();
}

test("a rejected prompt stays with the error, and can be sent again", async () => {
	const user = renderRefusing();
	await user.type(await screen.findByRole("textbox", { name: "Prompt" }), "hello{Enter}");

	const unsent = await screen.findByRole("alert");
	expect(unsent).toHaveTextContent("The queue is full.Wait for a turn to end.");
	expect(screen.getByRole("article")).toHaveTextContent("Not sent");

	await user.click(within(unsent).getByRole("button", { name: "Try again" }));
	expect(await screen.findByText("Heard hello")).toBeVisible();
	expect(screen.getAllByRole("article")).toHaveLength(1);
	expect(screen.queryByRole("alert")).not.toBeInTheDocument();
});

test("a rejected prompt can be discarded", async () => {
	const user = renderRefusing();
	await user.type(await screen.findByRole("textbox", { name: "Prompt" }), "hello{Enter}");
	await user.click(await screen.findByRole("button", { name: "Discard" }));
	expect(await screen.findByText("Nothing here yet")).toBeVisible();
});
