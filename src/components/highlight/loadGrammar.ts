import type { LanguageRegistration } from "@shikijs/core";
import { grammarLoaders, type LanguageName } from "./languages.ts";

/** What a language is read by, and the languages within it: plain data. */
export type Grammar = LanguageRegistration[];

/** Fetches a grammar when it is first met. */
export async function loadGrammar(language: LanguageName): Promise<Grammar> {
	const { default: grammar } = await grammarLoaders[language]();
	return grammar;
}
