import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import type { EventItem } from "../../src/protocol/index.ts";
import * as sample from "../../stories/fixtures/sampleItems.ts";
import { sampleTimeline } from "../../stories/fixtures/sampleTimeline.ts";
import { renderWorkspaceChat } from "./renderWorkspaceChat.tsx";

const joined: EventItem = {
	...sample.event,
	id: "joined",
	by: { userId: "ben", name: "Ben" },
	event: { type: "person_joined" },
};
const suggestions = ["Fix the tests"];

test("a workspace in which people have only come says how to begin, and shows who came once somebody has begun", async () => {
	const { user } = renderWorkspaceChat({ items: sampleTimeline(joined), props: { suggestions } });
	expect(await screen.findByText("What should we work on?")).toBeVisible();
	expect(screen.queryByText("Ben joined")).not.toBeInTheDocument();
	await user.click(screen.getByRole("button", { name: "Fix the tests" }));
	await user.keyboard("{Enter}");
	expect(await screen.findByText("Ben joined")).toBeVisible();
	expect(screen.queryByText("What should we work on?")).not.toBeInTheDocument();
});

test("a workspace in which something was changed before the first prompt shows that", async () => {
	renderWorkspaceChat({ items: sampleTimeline(joined, sample.event), props: { suggestions } });
	expect(await screen.findByText("Ben joined")).toBeVisible();
	expect(screen.queryByRole("button", { name: "Fix the tests" })).not.toBeInTheDocument();
});
