// RDS for MySQL on gp3: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html
// Below the threshold RDS refuses a single instance whose IOPS are set at all ("You can't specify
// IOPS or storage throughput for engine mysql and a storage size less than 400"). Of a Multi-AZ
// cluster, CreateDBCluster says that Iops is required, so there the fixed number may be said.
const thresholdGiB = 400;
const fixedIops = 3_000;
const least = 12_000;
const most = 64_000;

const format = (count: number) => count.toLocaleString('en');

/** What is wrong with the IOPS chosen for a gp3 database; undefined when nothing is. */
export const checkIops = ({
  stage,
  iops,
  shape,
  storageGiB,
}: {
  stage: string;
  iops: number | undefined;
  shape: 'instance' | 'cluster';
  storageGiB: number;
}): string | undefined => {
  if (iops === undefined) return undefined;
  const setting = `"databaseIops" of stage ${stage} is ${format(iops)}, but`;
  if (storageGiB < thresholdGiB) {
    if (shape === 'cluster' && iops === fixedIops) return undefined;
    return `${setting} RDS for MySQL lets IOPS of gp3 storage be chosen from ${thresholdGiB} GiB only; ${storageGiB} GiB have ${format(fixedIops)}. Leave "databaseIops" empty, or set "databaseStorageGiB" to ${thresholdGiB} or more.`;
  }
  if (iops >= least && iops <= most) return undefined;
  return `${setting} gp3 storage of ${thresholdGiB} GiB or more has from ${format(least)} to ${format(most)}. Choose one of those, or leave it empty for ${format(least)}.`;
};
