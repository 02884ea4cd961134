import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, userEvent, waitFor, within } from "storybook/test";
import { type ConnectWorkspace, WorkspaceReplay } from "../../src/index.ts";
import { german } from "../../src/locales/de.ts";
import type { TimelineItem } from "../../src/protocol/index.ts";
import { createMemoryWorkspace, type NetworkConditions } from "../../src/testing/index.ts";
import { atSize } from "../fixtures/atSize.ts";
import { finishedSession } from "../fixtures/finishedSession.ts";
import { manyItems } from "../fixtures/manyItems.ts";
import { ada, session } from "../fixtures/people.ts";
import * as sample from "../fixtures/sampleItems.ts";

const meta: Meta<typeof WorkspaceReplay> = {
	title: "Parts/WorkspaceReplay",
	component: WorkspaceReplay,
	args: { transcript: finishedSession },
	decorators: [(Story) => <div style={{ blockSize: "var(--story-height, 100vh)" }}>{Story()}</div>],
};

export default meta;
type Story = StoryObj<typeof WorkspaceReplay>;

const find = async (canvasElement: HTMLElement) => {
	const player = within(await within(canvasElement).findByRole("region", { name: "Replay" }));
	return {
		player,
		slider: player.getByRole("slider", { name: "Position" }) as HTMLInputElement,
		timeline: await player.findByRole("log", { name: "Timeline" }),
	};
};

/** It stands at its beginning until somebody plays it. */
export const AtTheBeginning: Story = {
	play: async ({ canvasElement }) => {
		const { player, slider, timeline } = await find(canvasElement);
		await expect(await within(timeline).findByText(/Uploads fail on a bad connection/)).toBeVisible();
		await expect(slider).toHaveValue("0");
		await expect(player.getByRole("button", { name: "Play" })).toBeVisible();
		await expect(within(timeline).queryByText(/I found it/)).toBeNull();
	},
};

/** A session that begins with people who come, before the first prompt. */
export const BeginsWithPeople: Story = {
	args: { transcript: { ...finishedSession, items: [adaJoined(), ...finishedSession.items] } },
	play: async ({ canvasElement }) => {
		const { player, slider, timeline } = await find(canvasElement);
		await expect(await within(timeline).findByText(/Ada joined/)).toBeVisible();
		await expect(within(timeline).queryByText("No conversation yet")).toBeNull();
		await expect(slider).toHaveValue("0");
		await userEvent.click(player.getByRole("button", { name: "Play" }));
		await expect(await within(timeline).findByText(/Uploads fail on a bad connection/)).toBeVisible();
		await userEvent.click(player.getByRole("button", { name: "Pause" }));
	},
};

/** Texts grow, tools run. */
export const Playing: Story = {
	play: async ({ canvasElement }) => {
		const { player, slider, timeline } = await find(canvasElement);
		await userEvent.selectOptions(player.getByRole("combobox", { name: "Speed" }), "16×");
		await userEvent.click(player.getByRole("button", { name: "Play" }));
		await expect(await player.findByRole("button", { name: "Pause" })).toBeVisible();
		await within(timeline).findByText(/I found it/);
		await expect(slider.valueAsNumber).toBeGreaterThan(1_000);
	},
};

/** Space plays and pauses, wherever the focus is, but on another button. */
export const Paused: Story = {
	play: async ({ canvasElement }) => {
		const { player, slider, timeline } = await find(canvasElement);
		slider.focus();
		await userEvent.keyboard("{ArrowRight}{ArrowRight}");
		await expect(slider).toHaveValue("10000");
		await expect(slider).toHaveAttribute("aria-valuetext", expect.stringMatching(/^10s of 57s, /));
		await userEvent.keyboard(" ");
		await expect(await player.findByRole("button", { name: "Pause" })).toBeVisible();
		await userEvent.keyboard(" ");
		await expect(await player.findByRole("button", { name: "Play" })).toBeVisible();
		await expect(await within(timeline).findByText(/I found it/)).toBeVisible();
	},
};

/** The whole session. Another Play begins again. */
export const AtTheEnd: Story = {
	play: async ({ canvasElement }) => {
		const { player, slider, timeline } = await find(canvasElement);
		slider.focus();
		await userEvent.keyboard("{End}");
		await expect(await within(timeline).findByText(/its model is over its limit/)).toBeVisible();
		await userEvent.click(player.getByRole("button", { name: "Play" }));
		await waitFor(() => expect(slider.valueAsNumber).toBeLessThan(5_000));
		await userEvent.click(player.getByRole("button", { name: "Pause" }));
		slider.focus();
		await userEvent.keyboard("{End}");
	},
};

/** A mark that somebody went to is named, and its row is marked. */
export const AtAnApproval: Story = {
	play: async ({ canvasElement }) => {
		const { player, timeline } = await find(canvasElement);
		await userEvent.click(player.getByRole("button", { name: "1 approval" }));
		await expect(player.getByText("Approval: git push origin retry-uploads")).toBeVisible();
		await expect(await within(timeline).findByText("git push origin retry-uploads")).toBeVisible();
		await expect(player.getByText("Waiting for approval", { selector: ".wsc-turn-activity" })).toBeVisible();
	},
};

/** By keys: F goes to the next failure, Shift+F to the one before, N and P to any mark. */
export const AtAFailure: Story = {
	play: async ({ canvasElement }) => {
		const { player, slider } = await find(canvasElement);
		slider.focus();
		await userEvent.keyboard("f");
		await expect(player.getByText("Failure: npm test -- upload")).toBeVisible();
		await userEvent.keyboard("f");
		await expect(player.getByText(/^Failure: The agent couldn’t finish/)).toBeVisible();
		await userEvent.keyboard("{Shift>}f{/Shift}");
		await expect(player.getByText("Failure: npm test -- upload")).toBeVisible();
		await userEvent.keyboard("n");
		await expect(player.getByText(/^Approval: /)).toBeVisible();
		await userEvent.keyboard("pp");
		await expect(player.getByText(/^Prompt: /)).toBeVisible();
		await userEvent.keyboard("f");
	},
};

export const OnAPhone: Story = {
	...atSize(375, 667),
	play: async ({ canvasElement }) => {
		const { player } = await find(canvasElement);
		await userEvent.click(player.getByRole("button", { name: "2 failures" }));
		for (const control of player.getAllByRole("button")) {
			const { left, right } = control.getBoundingClientRect();
			await expect(left).toBeGreaterThanOrEqual(0);
			await expect(right).toBeLessThanOrEqual(innerWidth);
		}
	},
};

/** Hours of work, with more marks than the track has room for. */
export const ManyMarks: Story = {
	args: { transcript: { ...finishedSession, items: manyTurns() } },
	play: async ({ canvasElement }) => {
		const { player, slider, timeline } = await find(canvasElement);
		slider.focus();
		await userEvent.keyboard("{End}");
		await expect(player.getByRole("button", { name: "1000 prompts" })).toBeVisible();
		await expect(await within(timeline).findByText(/^Answer 3999/)).toBeVisible();
	},
};

/** A session that still ran when it was saved: it plays until then. */
export const StillRunning: Story = {
	args: { transcript: { ...finishedSession, items: unfinished() } },
	play: async ({ canvasElement }) => {
		const { player, slider } = await find(canvasElement);
		slider.focus();
		await userEvent.keyboard("{End}");
		await expect(player.getByText("Waiting for approval", { selector: ".wsc-turn-activity" })).toBeVisible();
	},
};

export const NothingToReplay: Story = {
	args: { transcript: { ...finishedSession, items: [], people: [] } },
	play: async ({ canvasElement }) => {
		await expect(await within(canvasElement).findByText("Nothing to replay")).toBeVisible();
	},
};

/** The text of a file that is something else. */
export const NotATranscript: Story = {
	args: { transcript: "# Retry failed uploads" },
	play: async ({ canvasElement }) => {
		const alert = await within(canvasElement).findByRole("alert");
		await expect(alert).toHaveAttribute("data-code", "transcript_invalid");
		await expect(alert).toHaveTextContent("This file is not a transcript");
	},
};

export const NewerTranscript: Story = {
	args: { transcript: JSON.stringify({ ...finishedSession, version: 2 }) },
	play: async ({ canvasElement }) => {
		const alert = await within(canvasElement).findByRole("alert");
		await expect(alert).toHaveAttribute("data-code", "client_outdated");
	},
};

/** A file, as an `<input type="file">` has it. */
export const FromAFile: Story = {
	args: { transcript: new File([JSON.stringify(finishedSession)], "Retry failed uploads.json"), onClose: () => {} },
	play: async ({ canvasElement }) => {
		const { timeline } = await find(canvasElement);
		await expect(await within(timeline).findByText(/Uploads fail on a bad connection/)).toBeVisible();
	},
};

const workspace = (network?: NetworkConditions) => (): ConnectWorkspace =>
	createMemoryWorkspace({ items: manyItems(300), session }).connect(ada, network);

/** All pages of a workspace are read first. */
export const FromAWorkspace: Story = {
	args: { transcript: undefined, workspaceId: "memory", connect: workspace(), storage: null },
	play: async ({ canvasElement }) => {
		const { timeline } = await find(canvasElement);
		await expect(await within(timeline).findByText("Question 0")).toBeVisible();
	},
};

export const Reading: Story = {
	args: {
		transcript: undefined,
		workspaceId: "memory",
		connect: workspace({ call: (action) => (action === "getHistory" ? { delayMs: 3_600_000 } : "deliver") }),
		storage: null,
	},
	play: async ({ canvasElement }) => {
		await expect(await within(canvasElement).findByText("Reading: 50 entries so far…")).toBeVisible();
	},
};

export const InGerman: Story = {
	args: { labels: german },
	play: async ({ canvasElement }) => {
		const canvas = within(canvasElement);
		await userEvent.click(await canvas.findByRole("button", { name: "2 Fehler" }));
		await expect(canvas.getByText("Fehler: npm test -- upload")).toBeVisible();
	},
};

export const NotATranscriptInGerman: Story = {
	tags: ["!dev", "!autodocs"],
	args: { labels: german, transcript: "[]" },
	play: async ({ canvasElement }) => {
		await expect(await within(canvasElement).findByText(/Diese Datei ist kein Transkript/)).toBeVisible();
	},
};

function adaJoined(): TimelineItem {
	const createdAt = (finishedSession.items[0]?.createdAt ?? 0) - 4_000;
	return {
		...sample.event,
		id: "joined",
		turnId: null,
		order: 0,
		by: ada,
		event: { type: "person_joined" },
		createdAt,
	};
}

/** A thousand turns of ten seconds. */
function manyTurns(): readonly TimelineItem[] {
	return manyItems(4_000).map((item, index) => {
		const createdAt = Date.UTC(2026, 10, 23, 9, 0) + index * 2_500;
		if (item.kind === "tool_call")
			return { ...item, createdAt, endedAt: createdAt + 900, ...(index % 401 === 2 && { status: "failed" }) };
		return { ...item, createdAt };
	});
}

function unfinished(): readonly TimelineItem[] {
	return finishedSession.items.slice(0, 12).map((item) => {
		if (item.kind === "prompt") return { ...item, state: "running", result: null };
		if (item.kind === "approval") return { ...item, state: { status: "pending" } };
		if (item.id === "call-push" && item.kind === "tool_call")
			return { ...item, status: "pending", content: [], endedAt: null };
		return item;
	});
}
