import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import type { MessageProps, ToolCallCardProps, UnknownUpdateProps } from "../../src/index.ts";
import { editCall, message, readCall, unknown } from "../../stories/fixtures/sampleItems.ts";
import { sampleTimeline } from "../../stories/fixtures/sampleTimeline.ts";
import { renderWorkspaceChat } from "./renderWorkspaceChat.tsx";

const items = sampleTimeline(message, readCall, editCall);

function Message({ item }: MessageProps) {
	return <p>Own: {item.text.slice(0, 10)}</p>;
}

function SessionBar() {
	return <header>Own bar</header>;
}

function Edit({ item }: ToolCallCardProps) {
	return <p>Own edit of {item.locations[0]?.path}</p>;
}

test("a part of the host replaces ours", async () => {
	renderWorkspaceChat({ items, props: { components: { Message, SessionBar } } });
	expect(await screen.findByText("Own: I found it")).toBeVisible();
	expect(screen.getByText("Own bar")).toBeVisible();
	expect(screen.queryByRole("list", { name: /here$/ })).not.toBeInTheDocument();
	expect(screen.getByRole("button", { name: /Read src\/upload\.ts/ })).toBeVisible();
});

test("tool calls of one kind can be replaced, and the others stay as they are", async () => {
	renderWorkspaceChat({ items, props: { components: { toolCall: { edit: Edit } } } });
	expect(await screen.findByText("Own edit of /workspace/src/upload.ts")).toBeVisible();
	expect(screen.getByRole("button", { name: /Read src\/upload\.ts/ })).toBeVisible();
	expect(screen.queryByRole("button", { name: /Edit src\/upload\.ts/ })).not.toBeInTheDocument();
});

function Deployment({ label, value }: UnknownUpdateProps) {
	return (
		<p>
			{label}: {JSON.stringify(value)}
		</p>
	);
}

test("an unknown update is shown by the view for its label, and the others stay as they are", async () => {
	const deployment = { ...unknown, id: "deployment", label: "deployment", value: { url: "https://a.example" } };
	const inherited = { ...unknown, id: "inherited", label: "toString" };
	renderWorkspaceChat({
		items: sampleTimeline(unknown, deployment, inherited),
		props: { components: { unknown: { deployment: Deployment } } },
	});
	expect(await screen.findByText('deployment: {"url":"https://a.example"}')).toBeVisible();
	expect(screen.queryByRole("button", { name: "Unknown update: deployment" })).not.toBeInTheDocument();
	expect(screen.getByRole("button", { name: "Unknown update: git_patch" })).toBeVisible();
	expect(screen.getByRole("button", { name: "Unknown update: toString" })).toBeVisible();
});

function Unknown({ label }: UnknownUpdateProps) {
	return <p>Other: {label}</p>;
}

test("a view for one label comes before the part for all unknown updates", async () => {
	const deployment = { ...unknown, id: "deployment", label: "deployment", value: 1 };
	renderWorkspaceChat({
		items: sampleTimeline(unknown, deployment),
		props: { components: { Unknown, unknown: { deployment: Deployment } } },
	});
	expect(await screen.findByText("deployment: 1")).toBeVisible();
	expect(screen.getByText("Other: git_patch")).toBeVisible();
});
