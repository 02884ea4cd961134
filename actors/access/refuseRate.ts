import type { UserError } from "rivetkit";
import { refusal } from "../errors/refusal.ts";
import type { RateKind } from "./createRateLimiter.ts";

const RATE_NAMES: Readonly<Record<RateKind, string>> = {
	actions: "actions",
	prompts: "prompts",
	attachmentBytes: "bytes of attachments",
};

export function rateLimitRefusal(rate: RateKind, limit: number, retryAfterMs: number): UserError {
	const seconds = Math.max(1, Math.ceil(retryAfterMs / 1_000));
	return refusal(
		{
			code: "rate_limited",
			message: `One person may send ${limit.toLocaleString("en")} ${RATE_NAMES[rate]} a minute here, and this was more, so it was not taken.`,
			hint: `Try again in ${seconds} s.`,
		},
		{ retryAfterMs },
	);
}
