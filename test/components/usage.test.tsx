import { screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Usage } from "../../src/protocol/index.ts";
import { session } from "../../stories/fixtures/people.ts";
import * as sample from "../../stories/fixtures/sampleItems.ts";
import { sampleTimeline } from "../../stories/fixtures/sampleTimeline.ts";
import { renderWorkspaceChat } from "./renderWorkspaceChat.tsx";

const cost = { amount: 0.42, currency: "USD" };
const tokens = { input: 2_468, output: 84, cachedRead: 40, cachedWrite: 0, thought: 10, total: 2_592 };
const full: Usage = { used: 24_000, size: 200_000, cost, tokens };

const inBar = (usage: Usage) => renderWorkspaceChat({ session: { ...session, usage } });

/** The details that a button describes itself with, as lines; null while they are not shown. */
function detailsOf(button: HTMLElement): readonly string[] | null {
	const id = button.getAttribute("aria-describedby");
	const details = id === null ? null : document.getElementById(id);
	if (!details) return null;
	const lines = within(details).getAllByRole("term");
	return lines.map((term) => `${term.textContent}: ${term.nextElementSibling?.textContent}`);
}

const ALL = [
	"Input tokens: 2,468",
	"Cache read: 40",
	"Output tokens: 84",
	"Of these, thinking: 10",
	"Total tokens: 2,592",
	"Context: 24K / 200K tokens (12%)",
	"Cost: $0.42",
];

test("a cost is shown where the agent does not say how much its context holds", async () => {
	inBar({ used: 0, size: 0, cost });
	expect(await screen.findByRole("button", { name: "Session cost: $0.42" })).toHaveTextContent("$0.42");
	expect(screen.queryByRole("meter")).not.toBeInTheDocument();
});

test("tokens are shown where the agent says neither", async () => {
	inBar({ used: 0, size: 0, tokens });
	expect(await screen.findByRole("button", { name: "2.6K tokens" })).toHaveTextContent("2.6K tokens");
});

test("an agent that reports nothing has no meter", async () => {
	const { container } = inBar({ used: 900, size: 0 });
	await screen.findByText("What should we work on?");
	expect(screen.queryByRole("meter")).not.toBeInTheDocument();
	expect(container.querySelector(".wsc-usage")).toBeNull();
});

test("how full the context is stands beside the meter as a number, and more precisely in its name", async () => {
	inBar({ used: 24_000, size: 200_000, cost });
	const button = await screen.findByRole("button", { name: "12% · 24K / 200K tokens · Session cost: $0.42" });
	expect(button).toHaveTextContent("12%");
	expect(screen.getByRole("meter", { name: "24K / 200K tokens" })).toHaveAttribute("value", "24000");
});

test("the details are there while the pointer is, and a press keeps them", async () => {
	const { user } = inBar(full);
	const button = await screen.findByRole("button", { name: /Session cost/ });
	expect(detailsOf(button)).toBeNull();
	await user.hover(button);
	expect(detailsOf(button)).toEqual(ALL);
	expect(screen.getByText("This session")).toBeVisible();
	await user.unhover(button);
	expect(detailsOf(button)).toBeNull();
	await user.click(button);
	await user.unhover(button);
	expect(detailsOf(button)).toEqual(ALL);
	await user.click(screen.getByRole("textbox", { name: "Prompt" }));
	expect(detailsOf(button)).toBeNull();
});

test("the keyboard shows the details with the focus, and Escape hides them", async () => {
	const { user } = inBar(full);
	const button = await screen.findByRole("button", { name: /Session cost/ });
	while (document.activeElement !== button) await user.tab();
	expect(button).toHaveAttribute("aria-expanded", "true");
	expect(detailsOf(button)).toEqual(ALL);
	await user.keyboard("{Escape}");
	expect(button).toHaveFocus();
	expect(detailsOf(button)).toBeNull();
	await user.keyboard("{Enter}");
	expect(detailsOf(button)).toEqual(ALL);
	await user.tab();
	expect(detailsOf(button)).toBeNull();
});

test("a finger shows and hides the details with a press", async () => {
	const { user } = inBar(full);
	const button = await screen.findByRole("button", { name: /Session cost/ });
	const press = () => user.pointer([{ keys: "[TouchA]", target: button }]);
	await press();
	expect(detailsOf(button)).toEqual(ALL);
	await press();
	expect(detailsOf(button)).toBeNull();
});

test("the summary of a turn has the details of the turn", async () => {
	const result = { ...sample.result, usage: { ...full, cost: { amount: 0.02, currency: "USD" } } };
	const prompt = { ...sample.prompt, state: "done", result } as const;
	const { user } = renderWorkspaceChat({ items: sampleTimeline(prompt, sample.message) });
	await user.click(await screen.findByRole("button", { name: /^Done/ }));
	const button = await screen.findByRole("button", { name: "24K / 200K tokens · $0.02" });
	await user.hover(button);
	expect(detailsOf(button)).toEqual([...ALL.slice(0, -1), "Cost: $0.02"]);
	expect(screen.getByText("This turn")).toBeVisible();
});

test("an agent that counts no tokens has the context and the cost among the details", async () => {
	const { user } = inBar({ used: 24_000, size: 200_000, cost });
	const button = await screen.findByRole("button", { name: /Session cost/ });
	await user.click(button);
	expect(detailsOf(button)?.map((line) => line.split(":")[0])).toEqual(["Context", "Cost"]);
});
