/** What `--output` can be. Apart from the renderers, because the command line names the formats before it needs them. */
export const REPORT_FORMATS = ['text', 'json', 'yaml', 'junit', 'markdown'] as const;

export type ReportFormat = (typeof REPORT_FORMATS)[number];
