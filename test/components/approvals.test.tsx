import { fireEvent, screen, waitFor, within } from "@testing-library/react";
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
	const buttons = within(card).getAllByRole("button");
	for (const [index, name] of ["Allow", "Always allow", "Reject"].entries())
		expect(buttons[index]).toHaveAccessibleName(name);
	expect(buttons).toHaveLength(3);

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

test("the number keys take the options while the focus is in the card, and Escape answers nothing", async () => {
	const { user, workspace } = renderRoom({ onPrompt: askToPush });
	await user.type(await screen.findByRole("textbox", { name: "Prompt" }), "ship it{Enter}");
	const card = await screen.findByRole("region", { name: /asks for permission/ });
	expect(within(card).getByRole("button", { name: "Always allow" })).toHaveAttribute("aria-keyshortcuts", "2");

	await user.keyboard("3");
	expect(screen.getByRole("textbox", { name: "Prompt" })).toHaveValue("3");
	within(card).getByRole("button", { name: "Allow" }).focus();
	await user.keyboard("{Escape}04{Control>}2{/Control}");
	expect(workspace.get().approvals).toHaveLength(1);
	await user.keyboard("3");
	expect(await screen.findByText("You chose reject.")).toBeVisible();
	expect(screen.getByRole("textbox", { name: "Prompt" })).toHaveFocus();
});

test("the number keys answer nothing for who may not answer", async () => {
	const { workspace } = renderRoom({ allowed: ["sync"], onPrompt: askToPush });
	await screen.findByText("Nothing here yet");
	workspace.apply({ kind: "item", item: approval });
	const card = await screen.findByRole("region", { name: /asks for permission/ });
	fireEvent.keyDown(card, { key: "1" });
	await screen.findByText(/Someone with the role/);
	expect(screen.queryByRole("alert")).not.toBeInTheDocument();
	expect(workspace.get().approvals).toHaveLength(1);
});

test("says who has to allow it, who has, by which rule, and until when", async () => {
	const { workspace } = renderRoom({ onPrompt: askToPush });
	await screen.findByText("Nothing here yet");
	const needs = { role: "owner", approvers: 2 } as const;
	const votes = [{ by: { userId: "ben", name: "Ben" }, optionId: "once", at: 1 }];
	const expiresAt = Date.now() + 90_000;
	workspace.apply({ kind: "item", item: { ...approval, needs, votes, rule: "deleting", expiresAt } });
	const card = await screen.findByRole("region", { name: /asks for permission/ });
	expect(card).toHaveTextContent("Needs 2 people with the role owner, 1 so far: Ben · rule “deleting”");
	expect(card).toHaveTextContent(/Expires in 1\s?m/);
	expect(within(card).getByRole("button", { name: "Allow" })).toBeVisible();
});

test("of several permissions one is shown, and the others can be turned to", async () => {
	const { user, workspace } = renderRoom({ onPrompt: askToPush });
	await screen.findByText("Nothing here yet");
	for (let place = 1; place <= 5; place++) {
		const toolCall = { ...approval.toolCall, title: `Question ${place}` };
		workspace.apply({ kind: "item", item: { ...approval, id: `asked-${place}`, toolCall } });
	}
	expect(await screen.findByText("1 of 5 permissions")).toBeVisible();
	const shown = () => screen.getAllByRole("region", { name: /asks for permission/ });
	expect(shown()).toHaveLength(1);
	expect(screen.getByRole("button", { name: "Previous" })).toBeDisabled();
	await user.click(screen.getByRole("button", { name: "Next" }));
	expect(shown()[0]).toHaveTextContent("Question 2");
	expect(screen.getByText("2 of 5 permissions")).toBeVisible();
});

test("an answer by rule stands in the timeline with the rule's name", async () => {
	const { workspace } = renderRoom({ onPrompt: askToPush });
	await screen.findByText("Nothing here yet");
	const state = { status: "answered", optionId: "once", by: null, rule: "reading", answeredAt: 1 } as const;
	workspace.apply({ kind: "item", item: { ...approval, state } });
	expect(await screen.findByText(/rule “reading”/)).toBeVisible();
});
