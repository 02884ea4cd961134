import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const ROOT = join(import.meta.dirname, "../..");

/** A folder in which the packed package is installed, with everything that this repository has. */
export interface InstalledPackage extends Disposable {
	readonly folder: string;
	/** Writes a file, with its folders. */
	write(path: string, text: string): void;
}

let tarball: string | undefined;

/** Packs the package, once. The file is deleted with this process. */
export function packPackage(): string {
	tarball ??= pack();
	return tarball;
}

function pack(): string {
	const folder = mkdtempSync(join(tmpdir(), "workspace-chat-packed-"));
	process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
	const packed = execFileSync("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", folder], {
		cwd: ROOT,
		encoding: "utf8",
	});
	const [{ filename }]: [{ filename: string }] = JSON.parse(packed);
	return join(folder, filename);
}

/** Packs the package and installs it as npm would: its files are copied, so that Node finds it below `node_modules`. */
export function installPackage(): InstalledPackage {
	const folder = mkdtempSync(join(tmpdir(), "workspace-chat-installed-"));
	const modules = join(folder, "node_modules");
	mkdirSync(modules);
	execFileSync("tar", ["-xzf", packPackage(), "-C", folder]);
	renameSync(join(folder, "package"), join(modules, "workspace-chat"));
	for (const name of readdirSync(join(ROOT, "node_modules")))
		if (!name.startsWith(".vite")) symlinkSync(join(ROOT, "node_modules", name), join(modules, name));
	const write = (path: string, text: string) => {
		mkdirSync(dirname(join(folder, path)), { recursive: true });
		writeFileSync(join(folder, path), text);
	};
	write("package.json", JSON.stringify({ name: "app", private: true, type: "module" }));
	return { folder, write, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}
