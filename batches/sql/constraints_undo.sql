ALTER TABLE batches_batchoutcome DROP CONSTRAINT outcome_of_row;
ALTER TABLE batches_batchrow DROP CONSTRAINT row_of_chunk;
ALTER TABLE batches_approval DROP CONSTRAINT approval_names_the_submitter;
ALTER TABLE batches_batch DROP CONSTRAINT batch_submitter;
