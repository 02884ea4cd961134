import { fireEvent, render, screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, expect, test } from "vitest";
import { setDiffLayout } from "../../../src/components/diff/DiffHeader.tsx";
import { DiffView } from "../../../src/components/diff/DiffView.tsx";

afterEach(() => setDiffLayout(undefined));

const lines = (count: number) => Array.from({ length: count }, (_, index) => `line ${index + 1}`).join("\n");

test("says which file, and how many lines came and went", () => {
	render(<DiffView path="src/a.ts" oldText={"a\nb"} newText={"a\nc\nd"} />);
	const figure = screen.getByRole("figure", { name: "Changes in src/a.ts" });
	expect(figure).toHaveAttribute("data-status", "changed");
	expect(figure.querySelector(".wsc-lines")).toHaveTextContent("2 lines added, 1 removed+2−1");
});

test("removed and added lines are deletions and insertions", () => {
	render(<DiffView path="a" oldText="old text" newText="new text" />);
	expect(screen.getByRole("deletion")).toHaveTextContent("old text");
	expect(screen.getByRole("insertion")).toHaveTextContent("new text");
});

test("numbers and signs are no part of the text", () => {
	render(<DiffView path="a" oldText={"a\nb"} newText={"a\nc"} />);
	expect(screen.getAllByRole("listitem").map((line) => line.textContent)).toEqual(["a", "b", "c"]);
});

/** What a copy puts on the clipboard; null if it is left to the browser. */
function copied(from: Node, start: number, to: Node, end: number): string | null {
	document.getSelection()?.setBaseAndExtent(from, start, to, end);
	let text: string | null = null;
	fireEvent.copy(screen.getByRole("list"), {
		clipboardData: {
			setData: (_type: string, data: string) => {
				text = data;
			},
		},
	});
	return text;
}

test("several lines are copied with their signs, and as they are in the file", () => {
	render(<DiffView path="a" oldText={"a\nb\u200b \r\n"} newText={"a\nc"} layout="split" />);
	const list = screen.getByRole("list");
	expect(list).toHaveTextContent("b[U+200B]·␍␊");
	expect(copied(list, 0, list, list.childNodes.length)).toBe(" a\n-b\u200b \n+c");
});

test("a part of one line is copied without a sign", () => {
	render(<DiffView path="a" oldText="old text" newText="something else" />);
	const text = screen.getByRole("deletion").firstChild;
	if (!text) throw new Error("The line has no text.");
	expect(copied(text, 0, text, 3)).toBe("old");
});

test("folded lines open, and the focus stays in the list", async () => {
	const user = userEvent.setup();
	render(<DiffView path="a" oldText={lines(20)} newText={`${lines(20)}\nmore`} />);
	expect(screen.queryByText("line 1")).toBeNull();
	await user.click(screen.getByRole("button", { name: "Show 17 unchanged lines" }));
	expect(screen.getByText("line 1")).toBeVisible();
	expect(screen.getByRole("list")).toHaveFocus();
});

test("of a long change the first 200 lines show until all are asked for", async () => {
	const user = userEvent.setup();
	render(<DiffView path="a" oldText={null} newText={lines(450)} />);
	expect(screen.getAllByRole("listitem")).toHaveLength(200);
	await user.click(screen.getByRole("button", { name: "Show all 450 lines" }));
	expect(screen.getAllByRole("listitem")).toHaveLength(450);
});

test.each([
	["New", null, "a"],
	["New · Empty file", null, ""],
	["Deleted", "a", null],
	["All lines removed", "a", ""],
	["No changes", "a", "a"],
	["Line endings: CRLF → LF", "a\r\nb\r\n", "a\nb\n"],
	["Line endings: LF → mixed", "a\nb\n", "a\r\nb\n"],
	["New · Line endings: CRLF", null, "a\r\n"],
	["No newline at end of file", "a\n", "a"],
])("says %j", (state, oldText, newText) => {
	render(<DiffView path="a" oldText={oldText} newText={newText} />);
	expect(screen.getByText(state)).toBeVisible();
});

test("what is hidden or looks like something else is shown", () => {
	render(<DiffView path="a" oldText={"\ufeffa\n\tcafé\nx"} newText={"a\n    cafe\u0301 \nx\0"} />);
	const seen = (role: string) => screen.getAllByRole(role).map((line) => line.textContent);
	expect(seen("deletion")).toEqual(["[U+FEFF]a", "→\tcafé", "x"]);
	expect(seen("insertion")).toEqual(["a", "····cafe[U+0301]·", "x␀"]);
});

test("marks that are not seen are shown behind the letter that they follow", () => {
	const hidden = ["\ufe0f", "\ufe01", "\u{e0101}", "\u034f", "\u180b"];
	const lines = hidden.map((mark) => `x${mark}\u0301`);
	render(<DiffView path="a" oldText="" newText={`${lines.join("\n")}\n❤\ufe0f1\ufe0f\u20e3\n`} />);
	expect(screen.getAllByRole("insertion").map((line) => line.textContent)).toEqual([
		"x[U+FE0F]\u0301",
		"x[U+FE01]\u0301",
		"x[U+E0101]\u0301",
		"x[U+034F]\u0301",
		"x[U+180B]\u0301",
		"❤\ufe0f1\ufe0f\u20e3",
	]);
});

test("a line of nothing but hidden characters has few elements, and is copied as it is", () => {
	const lines = ["\u200b".repeat(20_000), `a${" ".repeat(20_000)}`, "\0".repeat(20_000), "a\u200b".repeat(20_000)];
	const { container } = render(<DiffView path="a" oldText="" newText={lines.join("\n")} />);
	const [zeroWidth, spaces] = screen.getAllByRole("insertion");
	expect(zeroWidth).toHaveTextContent("[U+200B ×20000]");
	expect(spaces).toHaveTextContent(`a${"·".repeat(20_000)}`);
	expect(container.querySelectorAll("*").length).toBeLessThan(1_000);
	const read = (line: Element) => {
		const copy = line.cloneNode(true) as Element;
		for (const mark of copy.querySelectorAll<HTMLElement>("[data-stands]")) mark.replaceWith(mark.dataset.stands ?? "");
		return copy.textContent;
	};
	expect(screen.getAllByRole("insertion").map(read)).toEqual(lines);
});

test("no difference is lost in texts too large to compare", () => {
	const unlike = (text: string, end: string) =>
		Array.from({ length: 3_000 }, (_, index) => `${text} ${index}${end}`).join("");
	render(<DiffView path="a" oldText={unlike("same", "\r\n")} newText={`${unlike("same", "\n")}\u200b`} />);
	expect(screen.getByText(/Line endings: CRLF → LF · After: No newline at end of file/)).toBeVisible();
	expect(screen.getByRole("figure", { name: "Before" })).toHaveTextContent("same 0␍␊");
});

test("texts too large to compare are shown one under the other", async () => {
	const user = userEvent.setup();
	const unlike = (text: string) => Array.from({ length: 3_000 }, (_, index) => `${text} ${index}`).join("\n");
	render(<DiffView path="a" oldText={unlike("old")} newText={unlike("new")} />);
	const before = screen.getByRole("figure", { name: "Before" });
	expect(before).toHaveTextContent("old 199");
	expect(before).not.toHaveTextContent("old 200");
	await user.click(within(before).getByRole("button", { name: "Show all 3,000 lines" }));
	expect(before).toHaveTextContent("old 2999");
});

test("characters that turn the direction of text around are shown", () => {
	render(<DiffView path={"a\u202Ets.exe"} oldText="a" newText={"if (admin\u2066) return"} />);
	expect(screen.getByText("a[U+202E]ts.exe")).toBeVisible();
	expect(screen.getByRole("insertion")).toHaveTextContent("if (admin[U+2066]) return");
});

test("side by side the lines are the same list, and an unchanged one is read out once", () => {
	render(<DiffView path="a" oldText={"a\nb"} newText={"a\nc"} layout="split" />);
	expect(screen.getAllByRole("listitem").map((line) => line.textContent)).toEqual(["a", "b", "c"]);
	expect(screen.getAllByText("a", { selector: ".wsc-diff-text" })).toHaveLength(2);
});

test("what the reader chose holds for all diffs of the page", async () => {
	const user = userEvent.setup();
	const other = <DiffView path="b" oldText="b" newText="c" layout="split" />;
	const page = (
		<>
			<DiffView path="a" oldText="a" newText="b" />
			{other}
		</>
	);
	const { rerender } = render(page);
	const pressed = () =>
		screen
			.getAllByRole("button", { name: "Side by side", hidden: true })
			.map((button) => button.getAttribute("aria-pressed"));
	expect(pressed()).toEqual(["false", "true"]);
	await user.click(screen.getAllByRole("button", { name: "Side by side", hidden: true })[0] ?? document.body);
	expect(pressed()).toEqual(["true", "true"]);
	rerender(other);
	expect(pressed()).toEqual(["true"]);
});

test.each([
	["new", null, "a"],
	["filled", "", "a"],
	["deleted", "a", null],
	["emptied", "a", ""],
])("a %s file cannot be shown side by side", (_name, oldText, newText) => {
	render(<DiffView path="a" oldText={oldText} newText={newText} layout="split" />);
	expect(screen.getByRole("list")).toHaveAttribute("data-layout", "unified");
	expect(screen.queryByRole("button", { name: "Side by side", hidden: true })).toBeNull();
});
