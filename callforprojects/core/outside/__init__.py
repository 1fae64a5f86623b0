"""What lies outside the process: settings, disks, buckets, mail servers, the runner, documents."""
