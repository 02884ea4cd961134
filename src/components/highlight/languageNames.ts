import type { LanguageName } from "./languages.ts";

/** Other names of languages: as they are written behind a fence, and the endings of files. */
const LANGUAGE_ALIASES: Readonly<Record<LanguageName, string>> = {
	c: "h",
	cpp: "c++ cc cxx hpp hh",
	csharp: "cs c#",
	css: "",
	diff: "patch",
	docker: "dockerfile",
	elixir: "ex exs",
	go: "golang",
	graphql: "gql",
	html: "htm svg",
	ini: "properties conf cfg editorconfig",
	java: "",
	javascript: "js mjs cjs",
	json: "webmanifest",
	jsonc: "json5",
	jsx: "",
	kotlin: "kt kts",
	lua: "",
	make: "makefile mk",
	markdown: "md mdx",
	php: "",
	python: "py pyi",
	ruby: "rb rake gemfile",
	rust: "rs",
	scss: "sass less",
	shellscript: "sh bash zsh shell fish env",
	sql: "",
	svelte: "",
	swift: "",
	terraform: "tf hcl",
	toml: "",
	tsx: "",
	typescript: "ts mts cts",
	vue: "",
	xml: "xsl plist",
	yaml: "yml",
	zig: "",
};

const languageByAlias = new Map(
	Object.entries(LANGUAGE_ALIASES).flatMap(([name, others]) =>
		[name, ...others.split(" ")].map((other) => [other, name as LanguageName]),
	),
);

/** The language that is meant by what stands behind a fence, or undefined when it has no grammar here. */
export function findLanguage(name: string): LanguageName | undefined {
	return name === "" ? undefined : languageByAlias.get(name.toLowerCase());
}

/** The language of a file, by the ending of its name or, as with `Dockerfile`, by its whole name. */
export function findLanguageByPath(path: string): LanguageName | undefined {
	return findLanguage(/[^./\\]*$/.exec(path)?.[0] ?? "");
}
