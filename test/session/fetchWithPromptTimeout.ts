/** A `fetch` that fails when a prompt is not answered in time, as Node's own does after 300 s. */
export function fetchWithPromptTimeout(ms: number): typeof fetch {
	return async (input, init) => {
		if (!String(init?.body).includes('"session/prompt"')) return fetch(input, init);
		const limit = AbortSignal.timeout(ms);
		const signal = init?.signal ? AbortSignal.any([init.signal, limit]) : limit;
		return fetch(input, { ...init, signal }).catch((error: unknown) => {
			throw limit.aborted ? headersTimeout() : error;
		});
	};
}

function headersTimeout(): TypeError {
	const cause = Object.assign(new Error("Headers Timeout Error"), { code: "UND_ERR_HEADERS_TIMEOUT" });
	return new TypeError("fetch failed", { cause });
}
