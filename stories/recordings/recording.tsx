import type { StoryObj } from "@storybook/react-vite";
import { expectSettled } from "./expectSettled.ts";
import { RecordedRoom } from "./RecordedRoom.tsx";
import { recordingFiles } from "./recordingFiles.ts";

export interface RecordingArgs {
	/** The file in `test/recordings`, without its ending. */
	readonly name: string;
	/** Texts that the log has to show. */
	readonly shows: readonly string[];
}

/**
 * The story of one recorded session.
 *
 * @example
 * export const Bash = recording("codex-bash", "The command exited with 3.");
 */
export function recording(name: string, ...shows: readonly string[]): StoryObj<RecordingArgs> {
	return {
		args: { name, shows },
		loaders: [async () => ({ jsonl: await readFile(`${name}.jsonl`), wire: await readFile(`${name}.wire.jsonl`) })],
		render: (_, { loaded }) => (
			<RecordedRoom jsonl={String(loaded.jsonl)} wire={String(loaded.wire)} agent={agentOf(name)} />
		),
		play: ({ canvasElement }) => expectSettled(canvasElement, shows),
	};
}

async function readFile(name: string): Promise<string | undefined> {
	return recordingFiles[`../../test/recordings/${name}`]?.();
}

function agentOf(name: string): string {
	if (name.startsWith("codex")) return "codex";
	return name.startsWith("claude") ? "claude" : "example";
}
