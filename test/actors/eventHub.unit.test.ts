import { expect, test } from "vitest";
import { EventHub } from "../../actors/events/EventHub.ts";

interface Events {
	readonly turnEnded: string;
	readonly promptStored: number;
}

function openHub() {
	const calls: unknown[] = [];
	const events = new EventHub<Events>((name, error) => void calls.push({ name, error }));
	return { events, calls };
}

test("listeners of an event run in the order they were added", () => {
	const { events, calls } = openHub();
	events.on("turnEnded", (turn) => void calls.push(["first", turn]));
	events.on("promptStored", (prompt) => void calls.push(["prompt", prompt]));
	events.on("turnEnded", (turn) => void calls.push(["second", turn]));
	events.emit("turnEnded", "turn-1");
	expect(calls).toEqual([
		["first", "turn-1"],
		["second", "turn-1"],
	]);
});

test("a listener that throws is reported and stops neither the other listeners nor the emitter", () => {
	const { events, calls } = openHub();
	const error = new Error("The listener failed.");
	events.on("promptStored", () => {
		throw error;
	});
	events.on("promptStored", (prompt) => void calls.push(prompt));
	events.emit("promptStored", 7);
	expect(calls).toEqual([{ name: "promptStored", error }, 7]);
});
