/**
 * The milliseconds of processor time that a synchronous function takes. Other programs do not make them more, as they do
 * with the time on the clock.
 */
export function cpuTime(run: () => unknown): number {
	const before = process.threadCpuUsage();
	run();
	const { user, system } = process.threadCpuUsage(before);
	return (user + system) / 1_000;
}
