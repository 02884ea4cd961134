import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { session } from "../../stories/fixtures/people.ts";
import { renderRoom } from "./renderRoom.tsx";

const cost = { amount: 0.42, currency: "USD" };

test("a cost is shown where the agent does not say how much its context holds", async () => {
	renderRoom({ session: { ...session, usage: { used: 0, size: 0, cost } } });
	expect(await screen.findByTitle("$0.42")).toHaveTextContent("$0.42");
	expect(screen.queryByRole("meter")).not.toBeInTheDocument();
});

test("an agent that reports neither has no meter", async () => {
	renderRoom({ session: { ...session, usage: { used: 900, size: 0 } } });
	await screen.findByText("Nothing here yet");
	expect(screen.queryByRole("meter")).not.toBeInTheDocument();
	expect(screen.queryByTitle(/context/)).not.toBeInTheDocument();
});
