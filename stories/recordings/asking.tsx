import type { StoryObj } from "@storybook/react-vite";
import { expect, within } from "storybook/test";
import { agentOf } from "./agentOf.ts";
import { expectShown, type TimelineShown } from "./expectShown.ts";
import { loadRecording, type RecordedTexts } from "./loadRecording.ts";
import { RecordedWorkspace } from "./RecordedWorkspace.tsx";

export interface AskingArgs {
	/** The file in `test/recordings`, without its ending. */
	readonly name: string;
	/** The agent's own options, as shown on the buttons. */
	readonly options: readonly string[];
	/** What has to be read before one of them is chosen. */
	readonly shows: TimelineShown;
}

/**
 * The story of a recorded session that waits for its first permission.
 *
 * @example
 * export const Asks = asking("codex-write-allow", ["Yes", "No"], { texts: ["hello.txt"], diff: ["+hello"] });
 */
export function asking(name: string, options: readonly string[], shows: TimelineShown): StoryObj<AskingArgs> {
	return {
		args: { name, options, shows },
		loaders: [() => loadRecording(name)],
		render: (_, { loaded }) => (
			<RecordedWorkspace {...(loaded as RecordedTexts)} agent={agentOf(name)} until="permission" />
		),
		play: async ({ canvasElement }) => {
			const card = await within(canvasElement).findByRole("region", { name: /wants to/ });
			const offered = [...card.querySelectorAll<HTMLElement>("[data-option-kind]")];
			await expect(offered.map(({ title }) => title)).toEqual(options);
			await expectShown(card, shows);
		},
	};
}
