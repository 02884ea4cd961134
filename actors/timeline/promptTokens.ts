import * as v from "valibot";
import type { Tokens } from "../../src/protocol/index.ts";
import { addTokens } from "../../src/rules/tokens.ts";
import { parseOrNull } from "./acpSchemas.ts";

const countSchema = v.fallback(v.optional(v.pipe(v.number(), v.finite(), v.minValue(0))), undefined);

/** ACP's names, and those that stand in `_meta.quota`. */
const tokensSchema = v.pipe(
	v.object({
		inputTokens: countSchema,
		outputTokens: countSchema,
		cachedReadTokens: countSchema,
		cachedInputTokens: countSchema,
		cachedWriteTokens: countSchema,
		cacheWriteInputTokens: countSchema,
		thoughtTokens: countSchema,
		reasoningOutputTokens: countSchema,
		totalTokens: countSchema,
	}),
	v.transform((counts): Tokens => {
		const { inputTokens: input = 0, outputTokens: output = 0 } = counts;
		const cachedRead = counts.cachedReadTokens ?? counts.cachedInputTokens;
		const cachedWrite = counts.cachedWriteTokens ?? counts.cacheWriteInputTokens;
		const thought = counts.thoughtTokens ?? counts.reasoningOutputTokens;
		return {
			input,
			output,
			total: counts.totalTokens ?? input + output + (cachedRead ?? 0) + (cachedWrite ?? 0),
			...(cachedRead !== undefined && { cachedRead }),
			...(cachedWrite !== undefined && { cachedWrite }),
			...(thought !== undefined && { thought }),
		};
	}),
);

const optionalTokensSchema = v.fallback(v.optional(tokensSchema), undefined);

const quotaSchema = v.object({
	token_count: optionalTokensSchema,
	model_usage: v.fallback(v.array(v.object({ token_count: optionalTokensSchema })), []),
});

const promptResponseSchema = v.object({
	stopReason: v.string(),
	usage: optionalTokensSchema,
	_meta: v.fallback(v.optional(v.object({ quota: v.fallback(v.optional(quotaSchema), undefined) })), undefined),
});

/**
 * The tokens that a turn used, by the agent's response to its prompt. Where the response counts them in several places,
 * the largest count is meant: the others leave out what was done beside the conversation, as for a title or by a subagent.
 *
 * @returns Undefined when the response is not one to a prompt, or counts none.
 */
export function readPromptTokens(result: unknown): Tokens | undefined {
	const response = parseOrNull(promptResponseSchema, result);
	const quota = response?._meta?.quota;
	const byModel = quota?.model_usage.map((model) => model.token_count).reduce(addTokens, undefined);
	const [largest] = [response?.usage, quota?.token_count, byModel]
		.filter((tokens) => tokens !== undefined)
		.toSorted((one, other) => other.total - one.total);
	return largest && largest.total > 0 ? largest : undefined;
}
