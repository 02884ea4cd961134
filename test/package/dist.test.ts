import { existsSync, globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { findImports } from "./findImports.ts";

/** All packages that a browser entry may import. Of rivetkit only the client. */
const BROWSER_PACKAGES = [
	"@shikijs/core",
	"@shikijs/engine-javascript",
	"@tanstack/react-virtual",
	"decode-named-character-reference",
	"marked",
	"react",
	"react-dom",
	"react/jsx-runtime",
	"rivetkit/client",
	"valibot",
];

const isGrammar = (name: string) => name.startsWith("@shikijs/langs/");
const isHook = (code: string) => /from "react";/.test(code);
const startsAsClient = (code: string) => code.startsWith('"use client";');

describe("the built package", () => {
	test('has "use client" at the top of every module that uses React', () => {
		const modules = globSync("dist/src/**/*.js").map((file) => ({ file, code: readFileSync(file, "utf8") }));
		const react = modules.filter(({ code }) => isHook(code));
		expect(react).not.toHaveLength(0);
		expect(react.filter(({ code }) => !startsAsClient(code)).map(({ file }) => file)).toEqual([]);
	});

	test('keeps "use client" wherever the sources have it', () => {
		const sources = globSync("src/**/*.{ts,tsx}").filter((file) => startsAsClient(readFileSync(file, "utf8")));
		const built = sources.map((file) => `dist/${file.replace(/\.tsx?$/, ".js")}`).filter((file) => existsSync(file));
		expect(built).not.toHaveLength(0);
		expect(built.filter((file) => !startsAsClient(readFileSync(file, "utf8")))).toEqual([]);
	});

	test("reaches nothing of a server from its browser entry", async () => {
		const imports = await findImports("dist/src/index.js");
		expect(imports.filter((name) => !BROWSER_PACKAGES.includes(name) && !isGrammar(name))).toEqual([]);
		expect(imports).toContain("react");
	});

	test("needs no package for its core but the one its schemas are written with", async () => {
		expect(await findImports("dist/src/core/index.js")).toEqual(["valibot"]);
	});

	test("starts its worker with the expression that bundlers detect, next to the worker's file", () => {
		const code = readFileSync("dist/src/components/highlight/highlightCode.js", "utf8");
		expect(code).toContain('new Worker(new URL("./highlight.worker.js", import.meta.url), { type: "module" })');
		expect(existsSync("dist/src/components/highlight/highlight.worker.js")).toBe(true);
	});

	test("has a stylesheet that follows the host's color-scheme", () => {
		const css = readFileSync("dist/styles.css", "utf8");
		expect(css).toContain("light-dark(");
		expect(css).not.toContain("@import");
	});
});
