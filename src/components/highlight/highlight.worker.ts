import type { HighlightRequest, HighlightResponse } from "./codeTokens.ts";
import { tokenizeCode } from "./tokenizeCode.ts";

addEventListener("message", ({ data }: MessageEvent<HighlightRequest>) => void respond(data));

async function respond({ id, ...request }: HighlightRequest): Promise<void> {
	const lines = await tokenizeCode(request).catch(() => null);
	const message: HighlightResponse = { id, lines };
	postMessage(message);
}
