import type { ArgTypes, Meta, StoryObj } from "@storybook/react-vite";
import customising from "../../docs/customising.md?raw";
import { WorkspaceChat } from "../../src/index.ts";
import { readTable } from "../../test/components/customising/readTable.ts";
import { runningTurn } from "../fixtures/runningTurn.ts";
import * as sample from "../fixtures/sampleItems.ts";
import { sampleTimeline } from "../fixtures/sampleTimeline.ts";
import { staticWorkspace } from "../fixtures/staticWorkspace.ts";
import { WorkspacePage } from "../fixtures/WorkspacePage.tsx";

/** The value of each token that is set. */
type Tokens = Readonly<Record<`--wsc-${string}`, string>>;

const groupOf = (token: string) =>
	["code", "diff", "ansi", "match"].find((group) => token.startsWith(`--wsc-${group}`)) ?? "general";

/** A control for each token of docs/customising.md, whose table a test compares with the stylesheets. */
const argTypes: Partial<ArgTypes<Tokens>> = Object.fromEntries(
	readTable(customising, "| token |").map(([token = "", value = "", description = ""]) => [
		token,
		{
			description,
			control: { type: value.includes("#") ? "color" : "text" },
			table: { category: groupOf(token), defaultValue: { summary: value } },
		},
	]),
);

const connect = staticWorkspace({
	items: sampleTimeline(
		sample.prompt,
		sample.thought,
		sample.plan,
		sample.message,
		sample.editCall,
		sample.commandCall,
		{ ...sample.approval, createdAt: Date.now() - 12_000 },
	),
	turn: runningTurn,
	queue: [sample.queuedPrompt],
});

/**
 * Custom properties on any element around the chat. The chat reads them and declares none, so they work on `:root` and on a
 * wrapper. Change one below: the controls set it on the wrapper of this story. Colours can be `light-dark(…)`.
 */
const meta: Meta<Tokens> = {
	title: "Theming",
	argTypes,
	render: (tokens) => (
		<div style={{ ...tokens, display: "contents" }}>
			<WorkspacePage connect={connect}>
				<WorkspaceChat workspaceId="acme/web" />
			</WorkspacePage>
		</div>
	),
	parameters: { docs: { source: { type: "code" } } },
};

export default meta;
type Story = StoryObj<Tokens>;

/** No token is set. */
export const Defaults: Story = {};

export const Violet: Story = {
	args: {
		"--wsc-accent": "light-dark(#6b2fb3, #c9a7f2)",
		"--wsc-on-accent": "light-dark(#ffffff, #1d0f2e)",
		"--wsc-surface": "light-dark(#fdfbff, #17131d)",
		"--wsc-raised": "light-dark(#ffffff, #201a28)",
		"--wsc-sunken": "light-dark(#f5f0fb, #1f1927)",
		"--wsc-radius": "14px",
		"--wsc-gap": "9px",
	},
};

/** Dense, square and in one font. */
export const Terminal: Story = {
	args: {
		"--wsc-accent": "light-dark(#0b6b3a, #5fe39a)",
		"--wsc-on-accent": "light-dark(#ffffff, #04130a)",
		"--wsc-surface": "light-dark(#fafbfa, #0c0f0d)",
		"--wsc-raised": "light-dark(#ffffff, #121613)",
		"--wsc-sunken": "light-dark(#f1f4f2, #141815)",
		"--wsc-font": "ui-monospace, Menlo, Consolas, monospace",
		"--wsc-font-size": "13px",
		"--wsc-radius": "0px",
		"--wsc-gap": "2px",
	},
};

/** Warm, with serifs, for reading. */
export const Paper: Story = {
	args: {
		"--wsc-accent": "light-dark(#8a3b12, #f0b48a)",
		"--wsc-on-accent": "light-dark(#ffffff, #24140a)",
		"--wsc-surface": "light-dark(#fdfaf3, #1c1915)",
		"--wsc-raised": "light-dark(#fffdf8, #25211b)",
		"--wsc-sunken": "light-dark(#f6f1e6, #24201a)",
		"--wsc-border": "light-dark(#e6ddca, #3a342b)",
		"--wsc-font": "Charter, Georgia, serif",
		"--wsc-font-size": "15px",
		"--wsc-radius": "3px",
		"--wsc-column": "38rem",
	},
};
