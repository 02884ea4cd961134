import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, waitFor, within } from "storybook/test";
import { WorkspaceChat } from "../src/index.ts";
import { atSize } from "./fixtures/atSize.ts";
import { type HostName, hostStyles } from "./fixtures/hostStyles.ts";
import { everything } from "./fixtures/markdownSamples.ts";
import { ada, ben, session } from "./fixtures/people.ts";
import { differences, readSettledStyles } from "./fixtures/readComputedStyles.ts";
import * as sample from "./fixtures/sampleItems.ts";
import { sampleTimeline } from "./fixtures/sampleTimeline.ts";
import { staticWorkspace } from "./fixtures/staticWorkspace.ts";
import { WorkspacePage } from "./fixtures/WorkspacePage.tsx";
import { openFolds } from "./recordings/openFolds.ts";

interface HostStylesArgs {
	readonly host: HostName;
}

const NETWORK = { id: "network", name: "Network", category: null, value: "true", choices: [] } as const;

/** A workspace with something of everything. */
const connect = staticWorkspace({
	session: { ...session, configOptions: [...session.configOptions, NETWORK] },
	items: sampleTimeline(
		{
			...sample.prompt,
			id: "prompt-0",
			clientId: "client-0",
			turnId: "turn-0",
			state: "failed",
			result: sample.failedResult,
		},
		{ ...sample.prompt, state: "done", result: sample.result },
		sample.thought,
		sample.plan,
		sample.readCall,
		sample.editCall,
		sample.commandCall,
		{ ...sample.message, text: everything },
		sample.notice,
		sample.unknown,
		sample.approval,
	),
	turn: { id: "turn-1", promptId: "prompt-1", startedAt: 0, state: "stopping" },
	participants: [ada, ben],
	queue: [{ ...sample.queuedPrompt, text: "Then write it down." }],
});

const meta: Meta<HostStylesArgs> = {
	title: "Tests/Host styles",
	tags: ["!dev", "!autodocs"],
	...atSize(1280, 6000),
	render: ({ host }) => (
		<div className="host">
			<style>{`@scope (.host) { ${hostStyles[host]} }`}</style>
			<WorkspacePage connect={connect}>
				<WorkspaceChat workspaceId="acme/web" panel />
			</WorkspacePage>
		</div>
	),
	play: async ({ canvasElement, userEvent }) => {
		await openFolds(canvasElement, userEvent);
		const chat = within(canvasElement).getByRole("region", { name: "Workspace chat" });
		await userEvent.keyboard("{Control>}f{/Control}");
		await within(chat).findByRole("searchbox");
		// For a moment after the request has come up nothing can be chosen, which the pointer shows.
		const options = () => chat.querySelectorAll("[data-option-kind]:not([aria-disabled])").length;
		await waitFor(() => expect(options()).toBeGreaterThan(1));
		const sheet = canvasElement.querySelector("style");
		if (!sheet) throw new Error("There is no host.");
		const hosted = await readSettledStyles(chat);
		sheet.media = "not all";
		const alone = await readSettledStyles(chat);
		sheet.media = "";
		await expect(differences(alone, hosted)).toEqual([]);
	},
};

export default meta;
type Story = StoryObj<HostStylesArgs>;

export const UnderReset: Story = { args: { host: "reset" } };
export const UnderFramework: Story = { args: { host: "framework" } };
export const UnderTheme: Story = { args: { host: "theme" } };
export const UnderIntranet: Story = { args: { host: "intranet" } };
