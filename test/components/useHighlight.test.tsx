import { render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { HighlightRequest } from "../../src/components/highlight/codeTokens.ts";
import { HighlightedText } from "../../src/components/highlight/HighlightedText.tsx";
import { cachedHighlight, highlightCode } from "../../src/components/highlight/highlightCode.ts";
import { Markdown } from "../../src/markdown.ts";

/** What the workers were asked, and how many of the next questions they fail at. */
const asked: HighlightRequest[] = [];
let failures = 0;

class FailingWorker extends EventTarget {
	terminate() {}
	postMessage(request: HighlightRequest) {
		asked.push(request);
		const lines = failures-- > 0 ? null : request.code.split("\n").map((text) => [{ text, kind: "keyword" }]);
		queueMicrotask(() => this.dispatchEvent(new MessageEvent("message", { data: { id: request.id, lines } })));
	}
}

beforeEach(() => {
	asked.length = 0;
	vi.stubGlobal("Worker", FailingWorker);
});
afterEach(() => {
	vi.unstubAllGlobals();
});

test("code that a worker fails at once gets its colours, with the grammar handed over again", async () => {
	failures = 1;
	render(<HighlightedText text="import once" language="typescript" />);
	await waitFor(() => expect(screen.getByText("import once")).toHaveAttribute("data-code", "keyword"));
	expect(asked.map(({ grammar }) => grammar !== null)).toEqual([true, true]);
});

test("a block that ended while its beginning failed gets the colours of all of it", async () => {
	failures = 1;
	const { rerender } = render(<HighlightedText text={"import first\nim"} language="typescript" streaming />);
	rerender(<HighlightedText text={"import first\nimport second"} language="typescript" />);
	await waitFor(() => expect(screen.getByText("import second")).toHaveAttribute("data-code", "keyword"));
});

test("the line that an agent is still writing in a code block has no colors yet", async () => {
	render(<Markdown text={"```ts\nimport whole\nimp"} streaming />);
	await waitFor(() => expect(screen.getByText("import whole")).toHaveAttribute("data-code", "keyword"));
	expect(asked.map(({ code }) => code)).toEqual(["import whole"]);
});

test("code that a worker always fails at is given up, and stays plain", async () => {
	failures = 100;
	const { rerender } = render(<HighlightedText text="import never" language="typescript" />);
	await waitFor(() => expect(asked).toHaveLength(2));
	failures = 0;
	rerender(<HighlightedText text="import later" language="typescript" />);
	await waitFor(() => expect(screen.getByText("import later")).toHaveAttribute("data-code", "keyword"));
	expect(asked.filter(({ code }) => code === "import never")).toHaveLength(2);
});

test("of code that grows only the newest is kept", async () => {
	await highlightCode("import grown", "typescript");
	await highlightCode("import grown from", "typescript");
	expect(cachedHighlight("import grown from", "typescript")).toBeDefined();
	expect(cachedHighlight("import grown", "typescript")).toBeUndefined();
});
