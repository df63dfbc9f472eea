"""Letters to makers, what their answers lack, and where requests stand, as texts and reports."""
