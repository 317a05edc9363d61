-- What must never be false of a batch. Rows and outcomes hang on their chunk and row rather than on the batch itself,
-- so that workers of one batch don't all lock the same batch row.

ALTER TABLE batches_batch
    ADD CONSTRAINT batch_submitter UNIQUE (id, submitted_by_id);

ALTER TABLE batches_approval
    ADD CONSTRAINT approval_names_the_submitter
        FOREIGN KEY (batch_id, submitted_by_id) REFERENCES batches_batch (id, submitted_by_id);

ALTER TABLE batches_batchrow
    ADD CONSTRAINT row_of_chunk
        FOREIGN KEY (batch_id, chunk_number) REFERENCES batches_batchchunk (batch_id, number);

ALTER TABLE batches_batchoutcome
    ADD CONSTRAINT outcome_of_row
        FOREIGN KEY (batch_id, number) REFERENCES batches_batchrow (batch_id, number);
