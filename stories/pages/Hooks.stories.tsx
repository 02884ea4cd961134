import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, userEvent, waitFor } from "storybook/test";
import { OwnComposer } from "../fixtures/OwnComposer.tsx";
import ownComposerSource from "../fixtures/OwnComposer.tsx?raw";
import { OwnSearch } from "../fixtures/OwnSearch.tsx";
import ownSearchSource from "../fixtures/OwnSearch.tsx?raw";
import { OwnStatus } from "../fixtures/OwnStatus.tsx";
import ownStatusSource from "../fixtures/OwnStatus.tsx?raw";
import { PartPage } from "../fixtures/PartPage.tsx";
import { session } from "../fixtures/people.ts";
import * as sample from "../fixtures/sampleItems.ts";
import { sampleTimeline } from "../fixtures/sampleTimeline.ts";
import { HooksPage } from "./HooksPage.tsx";

const turn = { id: "turn-1", promptId: "prompt-1", startedAt: Date.now() - 65_000, state: "running" } as const;
const commands = [
	{ name: "review", description: "Looks over the changes" },
	{ name: "test", description: "Runs the tests" },
];

/** Parts of a host's own, from our hooks alone. */
const meta: Meta = {
	title: "Hooks",
	parameters: { docs: { page: HooksPage } },
	render: () => (
		<PartPage
			state={{
				turn,
				session: { ...session, commands },
				items: sampleTimeline(sample.prompt, { ...sample.commandCall, status: "in_progress", endedAt: null }),
			}}
		>
			<OwnStatus />
			<OwnComposer />
		</PartPage>
	),
};

export default meta;

const showCode = (code: string) => ({ docs: { source: { code, language: "tsx" } } });

/** A status line, and a composer with completion and history. */
export const StatusAndComposer: StoryObj = {
	parameters: showCode(`${ownStatusSource}\n${ownComposerSource}`),
	play: async ({ canvas }) => {
		await expect(await canvas.findByRole("status")).toHaveTextContent(/^npm test.* 6\d s$/);
		const field = canvas.getByRole("textbox", { name: "Prompt" });
		await userEvent.type(field, "/");
		await expect(canvas.getByRole("button", { name: /review/ })).toHaveAttribute("aria-pressed", "true");
		await userEvent.keyboard("{ArrowDown}{Tab}");
		await expect(field).toHaveValue("/test ");
	},
};

/** A search that shows the match below its field. */
export const Search: StoryObj = {
	parameters: showCode(ownSearchSource),
	render: () => (
		<PartPage state={{ items: sampleTimeline(sample.prompt, sample.message) }}>
			<OwnSearch />
		</PartPage>
	),
	play: async ({ canvas }) => {
		await userEvent.type(await canvas.findByRole("searchbox"), sample.message.text.slice(0, 8));
		await waitFor(() => expect(canvas.getByRole("status")).toHaveTextContent(/^[1-9] of [1-9]$/));
	},
};
