import { render, screen, within } from "@testing-library/react";
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

test("numbers and signs are no part of the text, so that copying takes the lines alone", () => {
	render(<DiffView path="a" oldText={"a\nb"} newText={"a\nc"} />);
	expect(screen.getAllByRole("listitem").map((line) => line.textContent)).toEqual(["a", "b", "c"]);
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
	["Deleted", "a", ""],
	["No changes", "a", "a"],
])("says %j", (state, oldText, newText) => {
	render(<DiffView path="a" oldText={oldText} newText={newText} />);
	expect(screen.getByText(state)).toBeVisible();
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
	["deleted", "a", ""],
])("a %s file cannot be shown side by side", (_name, oldText, newText) => {
	render(<DiffView path="a" oldText={oldText} newText={newText} layout="split" />);
	expect(screen.getByRole("list")).toHaveAttribute("data-layout", "unified");
	expect(screen.queryByRole("button", { name: "Side by side", hidden: true })).toBeNull();
});
