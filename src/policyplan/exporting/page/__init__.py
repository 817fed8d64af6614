"""The page people subscribe from."""

from policyplan.exporting.page.simple import GENERATOR as GENERATOR
from policyplan.exporting.page.simple import render_site as render_site
