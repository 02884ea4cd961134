import { act, cleanup, render, screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, test, vi } from "vitest";
import { createReplay, parseTranscript, WorkspaceError } from "../../src/core/index.ts";
import { WorkspaceReplay } from "../../src/index.ts";
import { ABSURD_TRANSCRIPTS } from "../core/absurdTranscripts.ts";

afterEach(() => {
	cleanup();
	vi.restoreAllMocks();
});

const cases = Object.entries(ABSURD_TRANSCRIPTS);

describe("a replay of a file with", () => {
	test.each(cases.filter(([, { isShown }]) => !isShown))(
		"%s says that it is no transcript",
		async (_name, { json }) => {
			const onPartError = vi.fn();
			expect(() => parseTranscript(json)).toThrow(WorkspaceError);
			render(<WorkspaceReplay transcript={json} onPartError={onPartError} />);
			expect(await screen.findByRole("alert")).toHaveAttribute("data-code", expect.stringMatching(/^[a-z_]+$/));
			expect(onPartError).not.toHaveBeenCalled();
		},
	);

	test.each(cases.filter(([, { isShown }]) => isShown))(
		"%s is shown, from its beginning to its end",
		async (_name, { json }) => {
			const onPartError = vi.fn();
			const { container } = render(<WorkspaceReplay transcript={json} onPartError={onPartError} />);
			const slider = await screen.findByRole<HTMLInputElement>("slider");
			expect(Number(slider.max)).toBeGreaterThanOrEqual(0);
			await waitFor(() => expect(container.querySelector(".wsc-row")).not.toBeNull());
			const replay = createReplay(parseTranscript(json));
			expect(Number.isFinite(replay.duration)).toBe(true);
			for (const share of [0.25, 0.5, 1]) replay.seek(replay.duration * share);
			for (const mark of replay.marks) replay.goToMark(mark);
			for (const key of ["End", "n", "p", "f", "a", "Home"])
				act(() => void slider.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true })));
			for (const fold of container.querySelectorAll<HTMLElement>('.wsc-row [aria-expanded="false"]'))
				act(() => fold.click());
			expect(onPartError).not.toHaveBeenCalled();
		},
	);
});
