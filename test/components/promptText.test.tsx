import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { PromptEntry } from "../../src/index.ts";
import { prompt } from "../../stories/fixtures/sampleItems.ts";
import { cpuTime } from "../harness/cpuTime.ts";

function renderPrompt(text: string) {
	const { container } = render(<PromptEntry item={{ ...prompt, text }} />);
	const shown = container.querySelector(".wsc-prompt-text");
	const marked = [...(shown?.querySelectorAll("code") ?? [])].map((code) => code.textContent);
	return { shown: shown?.textContent, marked };
}

test("code and mentions of a prompt are marked, and everything else stays as it was typed", () => {
	const { shown, marked } = renderPrompt('Fix `uploadFile`  in @src/upload.ts,\n\n  *soon* (@Ben) or @"a b.md".');
	expect(shown).toBe('Fix uploadFile  in @src/upload.ts,\n\n  *soon* (@Ben) or @"a b.md".');
	expect(marked).toEqual(["uploadFile", "@src/upload.ts", "@Ben", '@"a b.md"']);
});

test("the whole name of a person whom a prompt names is marked, and whether it is oneself", () => {
	const mentions = [{ userId: "ada", name: "Ada Byron" }];
	const item = { ...prompt, text: "`@Ada Byron` or @Ada Byron, with @a.md", mentions };
	const { container } = render(<PromptEntry item={item} />);
	const marked = [...container.querySelectorAll("code")].map((code) => code.textContent);
	expect(marked).toEqual(["@Ada Byron", "@Ada Byron", "@a.md"]);
});

test.each([
	"mail ada@example.com, or a@b",
	"a ` b",
	"``two`` and ```three```",
	"`over\nlines`",
	"@ alone, @, and @.",
	"<b>bold</b> & [a](javascript:alert(1))",
])("%j has neither", (text) => {
	const { shown, marked } = renderPrompt(text);
	expect(shown).toBe(text);
	expect(marked).toEqual([]);
});

test("hidden direction overrides are revealed in code, too", () => {
	expect(renderPrompt("`a\u202eb`").marked).toEqual(["a[U+202E]b"]);
});

test("a hostile text is read in linear time", () => {
	const pieces = ["`", "@", '@"', "@.", "` @", "``a"];
	expect(cpuTime(() => pieces.map((piece) => renderPrompt(piece.repeat(40_000))))).toBeLessThan(5_000);
	expect(screen.getAllByRole("article")).toHaveLength(6);
});
