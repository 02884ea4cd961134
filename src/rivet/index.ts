export { type ConnectDirectoryOptions, connectDirectory } from "./connectDirectory.ts";
export { type ConnectRivetOptions, connectRivet, type RivetClient, type RivetSource } from "./connectRivet.ts";
