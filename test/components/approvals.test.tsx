import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { MemoryAgent } from "../../src/core/index.ts";
import { approval } from "../../stories/fixtures/sampleItems.ts";
import { renderRoom } from "./renderRoom.tsx";

const push = { toolCallId: "push", title: "git push", toolKind: "execute" } as const;

async function askToPush(_: unknown, agent: MemoryAgent): Promise<void> {
	agent.say(`You chose ${await agent.ask(push)}.`);
}

test("a permission shows what would run and the agent's own options, and is answered with one click", async () => {
	const { user } = renderRoom({ onPrompt: askToPush });
	await user.type(await screen.findByRole("textbox", { name: "Prompt" }), "ship it{Enter}");

	const card = await screen.findByRole("region", { name: /asks for permission/ });
	expect(card).toHaveTextContent("git push");
	const names = within(card)
		.getAllByRole("button")
		.map((button) => button.textContent);
	expect(names).toEqual(["Allow", "Always allow", "Reject"]);

	await user.click(within(card).getByRole("button", { name: "Reject" }));
	expect(await screen.findByText("You chose reject.")).toBeVisible();
	expect(screen.queryByRole("region", { name: /asks for permission/ })).not.toBeInTheDocument();
	expect(screen.getByRole("log")).toHaveTextContent("Reject · Ada");
});

test("an answer given in another window takes the question away and says whose it was", async () => {
	const { user, workspace } = renderRoom({ onPrompt: askToPush });
	await user.type(await screen.findByRole("textbox", { name: "Prompt" }), "ship it{Enter}");
	await screen.findByRole("region", { name: /asks for permission/ });
	const [asked] = workspace.get().approvals;
	if (!asked) throw new Error("nothing was asked");
	const state = { status: "answered", optionId: "allow", by: { userId: "ben", name: "Ben" }, answeredAt: 1 } as const;
	workspace.apply({ kind: "item", item: { ...asked, state } });
	expect(await screen.findByText(/Allow · Ben/)).toBeVisible();
	await waitFor(() => expect(screen.queryByRole("button", { name: "Allow" })).not.toBeInTheDocument());
});

test("who may not answer sees the question without the buttons", async () => {
	const { workspace } = renderRoom({ allowed: ["sync"], onPrompt: askToPush });
	await screen.findByText("Nothing here yet");
	workspace.apply({ kind: "item", item: approval });
	const card = await screen.findByRole("region", { name: /asks for permission/ });
	expect(card).toHaveTextContent("Someone with the role to approve has to answer this.");
	expect(within(card).queryByRole("button", { name: "Allow" })).not.toBeInTheDocument();
});
