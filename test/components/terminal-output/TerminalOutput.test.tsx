import { render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { expect, test } from "vitest";
import { TerminalOutput } from "../../../src/components/terminal-output/TerminalOutput.tsx";

const ESC = "\u001b";
const lines = (count: number) => Array.from({ length: count }, (_, index) => `line ${index + 1}`).join("\n");

test("the sixteen colours are named, for the theme to draw", () => {
	render(<TerminalOutput text={`${ESC}[31mred${ESC}[0m ${ESC}[97;44mwhite${ESC}[0m ${ESC}[38;5;10mlime${ESC}[0m`} />);
	expect(screen.getByText("red")).toHaveAttribute("data-color", "red");
	expect(screen.getByText("white")).toHaveAttribute("data-color", "bright-white");
	expect(screen.getByText("white")).toHaveAttribute("data-background", "blue");
	expect(screen.getByText("lime")).toHaveAttribute("data-color", "bright-green");
});

test("other colours are handed on as they are", () => {
	render(
		<TerminalOutput text={`${ESC}[38;5;208morange${ESC}[0m ${ESC}[48;2;1;2;3mtrue${ESC}[0m ${ESC}[38;5;244mgrey`} />,
	);
	expect(screen.getByText("orange").style.getPropertyValue("--_given-color")).toBe("rgb(255, 135, 0)");
	expect(screen.getByText("true").style.getPropertyValue("--_given-background")).toBe("rgb(1, 2, 3)");
	expect(screen.getByText("grey").style.getPropertyValue("--_given-color")).toBe("rgb(128, 128, 128)");
});

test("styles add up and end", () => {
	render(<TerminalOutput text={`${ESC}[1;3mboth${ESC}[22mslanted${ESC}[0mplain`} />);
	expect(screen.getByText("both")).toHaveAttribute("data-decoration", "bold italic");
	expect(screen.getByText("slanted")).toHaveAttribute("data-decoration", "italic");
});

test("of a long output the last 200 lines show until all are asked for", async () => {
	const user = userEvent.setup();
	const { container } = render(<TerminalOutput text={lines(450)} />);
	const shown = () => container.querySelector("pre")?.textContent?.split("\n");
	expect(shown()).toEqual(lines(450).split("\n").slice(250));
	await user.click(screen.getByRole("button", { name: "Show all 450 lines" }));
	expect(shown()).toHaveLength(450);
});

test("lines that follow on hidden ones keep the colour that was set there", () => {
	render(<TerminalOutput text={`${ESC}[32mstart\n${ESC}[0m${ESC}[31m${lines(300)}`} />);
	expect(screen.getByText(/line 300/)).toHaveAttribute("data-color", "red");
});

test("colours written with colons are read, and text in the colour of its background keeps its name", () => {
	render(
		<TerminalOutput text={`${ESC}[38:2::1:2:3mfull${ESC}[38:2:4:5:6mshort${ESC}[38:5:196mpalette${ESC}[0;31;41mred`} />,
	);
	expect(screen.getByText("full").style.getPropertyValue("--_given-color")).toBe("rgb(1, 2, 3)");
	expect(screen.getByText("short").style.getPropertyValue("--_given-color")).toBe("rgb(4, 5, 6)");
	expect(screen.getByText("palette").style.getPropertyValue("--_given-color")).toBe("rgb(255, 0, 0)");
	expect(screen.getByText("red")).toHaveAttribute("data-background", "red");
});

test("reverse colours are swapped, and hidden text is there", () => {
	render(<TerminalOutput text={`${ESC}[31;7mswapped${ESC}[0;7mplain${ESC}[0;8mhidden`} />);
	expect(screen.getByText("swapped")).toHaveAttribute("data-background", "red");
	expect(screen.getByText("swapped")).not.toHaveAttribute("data-color");
	expect(screen.getByText("plain")).toHaveAttribute("data-decoration", "reverse");
	expect(screen.getByText("hidden")).toBeVisible();
});

const link = (address: string, text: string) => `${ESC}]8;;${address}${ESC}\\${text}${ESC}]8;;${ESC}\\ `;

test("links lead to http and https only", () => {
	render(
		<TerminalOutput
			text={link("https://example.com/a", "site") + link("javascript:alert(1)", "script") + link("file:///etc", "file")}
		/>,
	);
	expect(screen.getByRole("link", { name: "site" })).toHaveAttribute("href", "https://example.com/a");
	expect(screen.getAllByRole("link")).toHaveLength(1);
	expect(screen.getByText(/script/)).toBeVisible();
});

test("progress that is drawn again shows once, while it grows", () => {
	const frames = ["a 1 %\n", `${ESC}[1Aa 50 %\n`, `${ESC}[1A${ESC}[2Kdone\n`];
	const { container, rerender } = render(<TerminalOutput text={frames[0] ?? ""} />);
	const shown = () => container.querySelector("pre")?.textContent;
	expect(shown()).toBe("a 1 %");
	rerender(<TerminalOutput text={frames.slice(0, 2).join("")} />);
	expect(shown()).toBe("a 50 %");
	rerender(<TerminalOutput text={frames.join("")} />);
	expect(shown()).toBe("done");
});

test("markup in the output is text", () => {
	const { container } = render(<TerminalOutput text={"<img src=x onerror=alert(1)>"} />);
	expect(container.querySelector("img")).toBeNull();
	expect(screen.getByText("<img src=x onerror=alert(1)>")).toBeVisible();
});

test("the output is named", () => {
	render(<TerminalOutput text="a" />);
	expect(screen.getByRole("figure", { name: "Command output" })).toBeVisible();
});
