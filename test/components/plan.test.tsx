import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { english, PlanCard } from "../../src/index.ts";
import { plan } from "../../stories/fixtures/sampleItems.ts";

test("a plan that the agent has emptied says so, and has no progress", () => {
	const { rerender } = render(<PlanCard item={plan} />);
	expect(screen.getByRole("progressbar")).toBeVisible();
	rerender(<PlanCard item={{ ...plan, entries: [] }} />);
	expect(screen.getByText(english.planCleared)).toBeVisible();
	expect(screen.queryByRole("progressbar")).not.toBeInTheDocument();
	expect(screen.queryByRole("list")).not.toBeInTheDocument();
});
