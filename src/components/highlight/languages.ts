import type { LanguageInput, LanguageRegistration } from "@shikijs/core";

/** The grammars of the languages that agents mostly write, each in a chunk of its own. */
const grammarLoaders = {
	c: () => import("@shikijs/langs/c"),
	cpp: () => import("@shikijs/langs/cpp"),
	csharp: () => import("@shikijs/langs/csharp"),
	css: () => import("@shikijs/langs/css"),
	diff: () => import("@shikijs/langs/diff"),
	docker: () => import("@shikijs/langs/docker"),
	elixir: () => import("@shikijs/langs/elixir"),
	go: () => import("@shikijs/langs/go"),
	graphql: () => import("@shikijs/langs/graphql"),
	html: () => import("@shikijs/langs/html"),
	ini: () => import("@shikijs/langs/ini"),
	java: () => import("@shikijs/langs/java"),
	javascript: () => import("@shikijs/langs/javascript"),
	json: () => import("@shikijs/langs/json"),
	jsonc: () => import("@shikijs/langs/jsonc"),
	jsx: () => import("@shikijs/langs/jsx"),
	kotlin: () => import("@shikijs/langs/kotlin"),
	lua: () => import("@shikijs/langs/lua"),
	make: () => import("@shikijs/langs/make"),
	markdown: () => import("@shikijs/langs/markdown"),
	php: () => import("@shikijs/langs/php"),
	python: () => import("@shikijs/langs/python"),
	ruby: () => import("@shikijs/langs/ruby"),
	rust: () => import("@shikijs/langs/rust"),
	scss: () => import("@shikijs/langs/scss"),
	shellscript: () => import("@shikijs/langs/shellscript"),
	sql: () => import("@shikijs/langs/sql"),
	svelte: () => import("@shikijs/langs/svelte"),
	swift: () => import("@shikijs/langs/swift"),
	terraform: () => import("@shikijs/langs/terraform"),
	toml: () => import("@shikijs/langs/toml"),
	tsx: () => import("@shikijs/langs/tsx"),
	typescript: () => import("@shikijs/langs/typescript"),
	vue: () => import("@shikijs/langs/vue"),
	xml: () => import("@shikijs/langs/xml"),
	yaml: () => import("@shikijs/langs/yaml"),
	zig: () => import("@shikijs/langs/zig"),
} satisfies Readonly<Record<string, LanguageInput>>;

export type LanguageName = keyof typeof grammarLoaders;

/** The grammar of a language and of those embedded in it, as plain data. */
export type Grammar = LanguageRegistration[];

/** Fetches a grammar. The module system caches it. */
export async function loadGrammar(language: LanguageName): Promise<Grammar> {
	const { default: grammar } = await grammarLoaders[language]();
	return grammar;
}

/** Other names of languages, as written after a fence, and file extensions. */
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

/** The language of a code fence; undefined if there is no grammar for it. */
export function findLanguage(name: string): LanguageName | undefined {
	return name === "" ? undefined : languageByAlias.get(name.toLowerCase());
}

/** The language of a file by its extension or, like `Dockerfile`, its whole name. */
export function findLanguageByPath(path: string): LanguageName | undefined {
	return findLanguage(/[^./\\]*$/.exec(path)?.[0] ?? "");
}
