/** Where the actors of a bench find their sandbox-agent server. */
export function sandboxOfBench() {
	const { BENCH_SANDBOX_URL: baseUrl = "", BENCH_SANDBOX_TOKEN: token = "" } = process.env;
	return { baseUrl, token };
}
