import { act, render, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { LazyDiffView, LazyMarkdown, LazyTerminalOutput } from "../../src/components/content/lazyContent.tsx";

// As after a new deployment of the host, when its old chunks are gone.
const gone = vi.hoisted(() => () => {
	throw new TypeError("Failed to fetch dynamically imported module");
});
vi.mock("../../src/components/diff/DiffView.tsx", gone);
vi.mock("../../src/components/terminal-output/TerminalOutput.tsx", gone);
vi.mock("../../src/components/markdown/Markdown.tsx", gone);

test("a diff that cannot be fetched shows the plain new text", async () => {
	render(<LazyDiffView path="src/app.ts" oldText="const a = 1;" newText="const a = 2;" />);
	await act(() => vi.dynamicImportSettled());
	expect(screen.getByText("const a = 2;")).toBeVisible();
});

test("terminal output that cannot be fetched shows the plain text", async () => {
	render(<LazyTerminalOutput text="12 tests passed" />);
	await act(() => vi.dynamicImportSettled());
	expect(screen.getByText("12 tests passed")).toBeVisible();
});

test("Markdown that cannot be fetched shows the source", async () => {
	render(<LazyMarkdown text="**12** tests passed" />);
	await act(() => vi.dynamicImportSettled());
	expect(screen.getByText("**12** tests passed")).toBeVisible();
});
