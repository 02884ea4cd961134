import { act, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { StrictMode } from "react";
import { expect, test } from "vitest";
import { type ReplaySource, useReplay } from "../../src/index.ts";
import { oneTurn } from "../core/sessionItems.ts";

function Recap({ source }: { readonly source: ReplaySource }) {
	const replay = useReplay(source);
	const { items, time, duration, playing, speed, marks } = replay;
	return (
		<>
			<ol aria-label="Items">
				{items.map(({ id, kind }) => (
					<li key={id}>{kind}</li>
				))}
			</ol>
			<output>{JSON.stringify({ time: Math.round(time), playing, speed, marks: marks.length })}</output>
			<button type="button" onClick={playing ? replay.pause : replay.play}>
				{playing ? "Pause" : "Play"}
			</button>
			<button type="button" onClick={() => replay.seek(duration)}>
				End
			</button>
			<button type="button" onClick={() => replay.setSpeed(8)}>
				Faster
			</button>
			<button type="button" onClick={() => replay.nextMark("approval")}>
				Next approval
			</button>
			<button type="button" onClick={() => replay.previousMark()}>
				Back
			</button>
		</>
	);
}

const kinds = () => screen.getAllByRole("listitem").map(({ textContent }) => textContent);
const shown = () => JSON.parse(screen.getByRole("status").textContent ?? "");

function renderRecap(source: ReplaySource) {
	const page = (shownSource: ReplaySource) => (
		<StrictMode>
			<Recap source={shownSource} />
		</StrictMode>
	);
	const { rerender, unmount } = render(page(source));
	return { user: userEvent.setup(), show: (other: ReplaySource) => rerender(page(other)), unmount };
}

const click = (user: ReturnType<typeof userEvent.setup>, name: string) =>
	user.click(screen.getByRole("button", { name }));

test("a screen of one's own stands at the beginning, and goes where it is told", async () => {
	const { user } = renderRecap({ items: oneTurn() });
	expect(kinds()).toEqual(["prompt"]);
	expect(shown()).toEqual({ time: 0, playing: false, speed: 1, marks: 2 });
	await click(user, "Next approval");
	expect(kinds()).toEqual(["prompt", "thought", "message", "tool_call", "approval"]);
	await click(user, "End");
	expect(kinds()).toHaveLength(6);
	await click(user, "Back");
	await click(user, "Back");
	expect(kinds()).toEqual(["prompt"]);
	await click(user, "Faster");
	expect(shown()).toMatchObject({ speed: 8 });
});

test("plays until it is paused", async () => {
	const { user, unmount } = renderRecap({ items: oneTurn() });
	await click(user, "Play");
	await screen.findByText("thought", undefined, { timeout: 5_000 });
	await click(user, "Pause");
	expect(shown()).toMatchObject({ playing: false });
	expect(shown().time).toBeGreaterThanOrEqual(1_000);
	await click(user, "Play");
	unmount();
});

test("keeps its place while the host renders again, and begins anew with another session", async () => {
	const items = oneTurn();
	const { user, show } = renderRecap({ items });
	await click(user, "End");
	show({ items });
	expect(kinds()).toHaveLength(6);
	act(() => show({ items: items.slice(0, 2) }));
	expect(kinds()).toEqual(["prompt"]);
});
