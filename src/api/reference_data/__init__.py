"""The reference data set "Tongxin 2015-2020": a synthetic county that enters as anybody's commands do."""
