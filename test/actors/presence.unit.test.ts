import { expect, test } from "vitest";
import { EventHub } from "../../actors/events/EventHub.ts";
import { Presence } from "../../actors/presence/Presence.ts";

const ADA = { userId: "ada", name: "Ada", role: "editor" } as const;
const BEN = { userId: "ben", name: "Ben", role: "viewer" } as const;

function open() {
	const connected = new Set<string>();
	const presence = new Presence({
		events: new EventHub(() => undefined),
		isConnected: (connectionId) => connected.has(connectionId),
	});
	return { connected, presence };
}

test("a person whose call outlasts their connection is not present", () => {
	const { connected, presence } = open();
	connected.add("ada-1").add("ben-1");
	presence.join("ben-1", BEN);
	connected.delete("ada-1");
	presence.leave("ada-1");
	presence.join("ada-1", ADA);
	expect(presence.participants()).toEqual([BEN]);
	expect(presence.connections()).toBe(1);
});

test("a person with two windows is one participant with two connections", () => {
	const { connected, presence } = open();
	connected.add("ada-1").add("ada-2");
	presence.join("ada-1", ADA);
	presence.join("ada-2", ADA);
	expect([presence.participants(), presence.connections()]).toEqual([[ADA], 2]);
	presence.leave("ada-1");
	expect(presence.participants()).toEqual([ADA]);
});
