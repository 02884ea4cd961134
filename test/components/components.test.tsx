import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import type { MessageProps, SessionBarProps, ToolCallCardProps } from "../../src/index.ts";
import { editCall, message, readCall } from "../../stories/fixtures/sampleItems.ts";
import { sampleTimeline } from "../../stories/fixtures/sampleTimeline.ts";
import { renderRoom } from "./renderRoom.tsx";

const items = sampleTimeline(message, readCall, editCall);

function Message({ item }: MessageProps) {
	return <p>Own: {item.text.slice(0, 10)}</p>;
}

function SessionBar(_: SessionBarProps) {
	return <header>Own bar</header>;
}

function Edit({ item }: ToolCallCardProps) {
	return <p>Own edit of {item.locations[0]?.path}</p>;
}

test("a part of the host's own stands where ours stood", async () => {
	renderRoom({ items, props: { components: { Message, SessionBar } } });
	expect(await screen.findByText("Own: I found it")).toBeVisible();
	expect(screen.getByText("Own bar")).toBeVisible();
	expect(screen.queryByRole("list", { name: /here$/ })).not.toBeInTheDocument();
	expect(screen.getByRole("button", { name: /Read src\/upload\.ts/ })).toBeVisible();
});

test("tool calls of one kind can be replaced, and the others stay", async () => {
	renderRoom({ items, props: { components: { toolCall: { edit: Edit } } } });
	expect(await screen.findByText("Own edit of /workspace/src/upload.ts")).toBeVisible();
	expect(screen.getByRole("button", { name: /Read src\/upload\.ts/ })).toBeVisible();
	expect(screen.queryByRole("button", { name: /Edit src\/upload\.ts/ })).not.toBeInTheDocument();
});
